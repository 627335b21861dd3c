"""Play whole exam days in one thread: time, disks, network and dice are made up, nearly everything else is real.

Real are the room's rules, its actor and what serves the seats, the protocol's frames, and the whole session of the
workstation with its journal; made up are the clock (`loop`), the disks (`disks`), the wire (`network`), the people
(`kiosk`) and what is too slow for thousands of days: signatures and the stretching of cards (`cheap`). Faults
come by the seed (`day`), and an own small book-keeping decides whether anybody lost anything (`witness`, `verdict`).
"""
