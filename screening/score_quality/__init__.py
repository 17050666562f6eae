"""How good the scores of a window are: reliability, reach of cut-points, ways of answering."""
