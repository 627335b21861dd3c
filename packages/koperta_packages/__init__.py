"""What the board issues: item banks, packages, grants, candidate data; how they are verified, opened, drawn from and scored."""
