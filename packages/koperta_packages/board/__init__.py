"""The board's side of packages: key ceremony, registration, issuing."""
