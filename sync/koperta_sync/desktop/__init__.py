"""The kit both windows share: theme, fonts, translations, the network-thread bridge."""
