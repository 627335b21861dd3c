"""What holds for the whole checkout: layout, imports, sizes, words, pins, the script."""
