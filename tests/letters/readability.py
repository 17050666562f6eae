"""Reading level of a letter's sentences: a number for English and Spanish, none for others."""

import re

ABBREVIATIONS = re.compile(r"\b(Ms|Mr|Mrs|Dr|St)\.")
SENTENCE = re.compile(r"[.?!:]+(?:\s|$)|\n")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
SILENT_E = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e[ds]?$")
SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]")
SPANISH_DIPHTHONG = re.compile(r"[iuü][aeoáéó]|[aeoáéó][iuü]|iu|ui")


def grade_level(text: str) -> float:
    """Return the Flesch-Kincaid grade of English text (Kincaid et al. 1975)."""
    sentences, words, syllables = _counts(text, english_syllables)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def reading_ease_spanish(text: str) -> float:
    """Return Fernández Huerta's ease of Spanish text, 0 to 100 and above easy (1959)."""
    sentences, words, syllables = _counts(text, spanish_syllables)
    return 206.84 - 60 * syllables / words - 1.02 * words / sentences


def english_syllables(word: str) -> int:
    """Return about how many syllables an English word has, at least 1."""
    word = word.lower()
    silent = bool(SILENT_E.search(word)) and not word.endswith(("ted", "ded", "ces", "ses", "ges"))
    return max(1, len(ENGLISH_VOWELS.findall(word)) - silent)


def spanish_syllables(word: str) -> int:
    """Return how many syllables a Spanish word has, at least 1."""
    word = word.lower().replace("qu", "k").replace("gue", "ge").replace("gui", "gi")
    vowels = re.sub(r"y$", "i", word)
    count = len(SPANISH_VOWELS.findall(vowels)) - len(SPANISH_DIPHTHONG.findall(vowels))
    return max(1, count)


def _counts(text, syllables_of):
    text = ABBREVIATIONS.sub(r"\1", text)
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE.split(text) if WORD.search(part)]
    return len(sentences), len(words), sum(map(syllables_of, words))
