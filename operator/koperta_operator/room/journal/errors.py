"""Name what can be wrong with a journal; each sentence is for the log and says what to do."""


class JournalError(Exception):
    """Be the parent of everything that keeps a journal from being opened or written."""


class UnsafeDatabaseError(JournalError):
    """Say that the database does not promise what an acknowledgement needs."""


class JournalInUseError(JournalError):
    """Say that another program holds the journal; there is one writer only."""


class DatabaseAwayError(JournalError):
    """Say that the database server does not answer or takes no writes now; it may be asked again."""


class ForeignJournalError(JournalError):
    """Say that the file is a journal of something else, or of a newer program."""


class BrokenChainError(JournalError):
    """Say at which event the chain breaks; the journal is left as it is, for evidence."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"the journal's chain breaks at event {seq}: {why}")
        self.seq = seq


class NotDurableError(JournalError):
    """Say that a commit or a checkpoint failed: nothing since the last success may be acknowledged."""
