"""Covariance matrices printed with their reliabilities, and answers made up to have a factor."""

import numpy as np

CHO = [[10, 4, 5, 7], [4, 11, 6, 8], [5, 6, 12, 9], [7, 8, 9, 13]]
"""Cho (2016), Organizational Research Methods 19, 651-682: omega 106.22 / 124.23 = 0.8550."""
GRAHAM_UNEQUAL = [
    [4.98, 4.60, 4.45, 3.84, 23.85],
    [4.60, 5.59, 4.42, 3.81, 23.68],
    [4.45, 4.42, 6.30, 3.66, 22.92],
    [3.84, 3.81, 3.66, 6.44, 19.87],
    [23.85, 23.68, 22.92, 19.87, 127.65],
]
"""Graham (2006), Educational and Psychological Measurement 66, 930-944, table 2: omega 0.97."""
GRAHAM_REAL = [
    [0.903, 0.657, 0.042, 0.199],
    [0.657, 0.986, 0.182, 0.209],
    [0.042, 0.182, 0.236, 0.072],
    [0.199, 0.209, 0.072, 0.173],
]
"""Graham (2006), table 3, four real items: omega 0.83."""
EXACT = [[1600, 180, 168, 108], [180, 900, 210, 135], [168, 210, 400, 126], [108, 135, 126, 100]]
"""Hancock and Mueller (2001): the loadings 12, 15, 14 and 9 give every covariance exactly."""
PARALLEL = [[10, 6, 6, 6], [6, 11, 6, 6], [6, 6, 12, 6], [6, 6, 6, 13]]
"""Equal covariances: alpha is 4/3 of 1 - 46/118 = 0.8136, and omega is the same."""


def made_up_answers(loadings, *, students, seed, highest=3):
    """Return codes 0 to `highest` of students with one trait behind their answers."""
    rng = np.random.default_rng(seed)
    loadings = np.asarray(loadings)
    trait = rng.normal(size=(students, 1))
    own = rng.normal(size=(students, len(loadings))) * np.sqrt(1 - loadings**2)
    return np.clip(np.round(trait * loadings + own + highest / 2), 0, highest).astype(np.int8)


def patterns(codes):
    """Return distinct rows and how often each is there."""
    return np.unique(np.asarray(codes, dtype=np.int8), axis=0, return_counts=True)
