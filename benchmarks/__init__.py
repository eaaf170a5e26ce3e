"""Speed of orbitcalc beside that of its parts, each ratio measured within one run."""
