"""The rules of a sitting, pure: the same events give the same state, today and in a replay.

1. `decide(state, command, now)` reads a state and answers with events, a reply or a refusal; it changes nothing.
2. `apply(state, event, at)` is the only thing that changes a state, and never refuses what was once written.
3. Clock, chance, names, texts and connections are passed in; nothing here looks at the world.
"""
