"""Texts are compared by vectors that are given."""

from plaintext_network.network.search.meaning import Meaning, cosine

# Three directions: food, boats, and a little of both.
VECTORS = {"bread": (9, 0), "cake": (8, 2), "boat": (0, 7), "ship's biscuit": (5, 5), "bakery": (90, 0)}


def test_the_similarity_of_two_texts_is_the_cosine_of_their_vectors() -> None:
    meaning = Meaning(VECTORS)
    assert meaning.similarity("bread", "bread") == 1.0
    assert meaning.similarity("bread", "cake") == 0.97
    assert meaning.similarity("bread", "boat") == 0.0


def test_the_length_of_a_vector_means_nothing() -> None:
    assert Meaning(VECTORS).similarity("bread", "bakery") == 1.0


def test_a_text_without_a_vector_is_similar_to_nothing() -> None:
    assert Meaning(VECTORS).similarity("bread", "unknown") == 0.0
    assert cosine((0, 0), (1, 1)) == 0.0


def test_the_nearest_texts_come_first_then_as_given() -> None:
    others = ["boat", "bakery", "cake", "bread", "ship's biscuit"]
    (near,) = Meaning(VECTORS).nearest(["bread"], others, 0.5, 3)
    assert near == [(1.0, 1), (1.0, 3), (0.97, 2)]
    assert Meaning(VECTORS).nearest(["bread", "boat"], others, 0.98, 9) == [[(1.0, 1), (1.0, 3)], [(1.0, 0)]]
    assert Meaning(VECTORS).nearest(["bread"], [], 0.0, 9) == [[]]
