"""The kept vectors are what this engine says: a change of a single one is a change of scores."""

from support.vectors import KEPT, counted, kept_vectors, text_of


def test_the_engine_says_what_the_kept_vectors_say() -> None:
    vectors = kept_vectors()
    assert counted(vectors) > 2000
    # Renewed by tools/make-vectors; look at the difference before committing it.
    assert text_of(vectors) == KEPT.read_text("utf-8")


def test_the_vectors_have_every_method_every_state_and_every_policy() -> None:
    vectors = kept_vectors()
    methods = {row["leaf"]["method"] for name in ("methods", "given") for row in vectors[name]}
    assert len(methods) == 11
    outcomes = [
        outcome
        for group in vectors["groups"]
        for unit in group["units"]
        for kind in ("claimed", "official")
        for outcome in unit[kind].values()
    ]
    states = {outcome["state"] for outcome in outcomes}
    assert states == {
        *("scored", "not-applicable", "nothing-due", "not-answered", "not-self-scored", "pending", "missing")
    }
    laws = [group["criteria"] for group in vectors["groups"]]
    assert {law["ties"] for law in laws} == {"standard", "dense", "ordered"}
    assert {law["withinBlock"] for law in laws} == {True, False}
    assert {law["rounding"]["mode"] for law in laws} == {"half-up", "half-even", "down", "up"}
    ranks = [[unit["rank"] for unit in group["units"] if unit["rank"]] for group in vectors["groups"]]
    assert any(len(set(places)) < len(places) for places in ranks)
    assert any(row["award"] is None for group in vectors["methods"] for row in group["cases"])
