"""Templates of letters and pages; a package only so that they travel with the wheel."""
