"""Many people give the same cell at the same moment, through the interface that programs use: one of them has it."""

import threading
from collections import Counter
from datetime import date, timedelta

from running import Client
from running import house_on_each_engine as house  # noqa: F401

MANY = 24


def test_one_has_the_cell_and_the_others_are_told_who(house):
    clients = [Client(house) for _ in range(MANY)]
    free = clients[0].read("/api/free")
    given = 0
    organisations = clients[0].read("/api/organisations?size=200")["organisations"]
    for cell in free:
        answers = [None] * MANY
        gate = threading.Barrier(MANY)

        def ask(place: int) -> None:
            asked = organisations[place % len(organisations)]["id"]
            facts = {
                "kind": "let", "organisation": asked, "cells": cell["code"], "from": cell["from"], "reason": "at once",
                "monthly_rent": "240", "last": str(date.fromisoformat(cell["from"]) + timedelta(days=30)),
            }
            gate.wait()
            answers[place] = clients[place].tell("POST", "/api/holds", facts)

        threads = [threading.Thread(target=ask, args=(place,)) for place in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counts = Counter(status for status, _ in answers)
        if counts == {409: MANY} and all(told["problems"][0]["code"].startswith("spaces.problem.pool") for _, told in answers):
            # It is free, but those to whom "some of these" were promised need it.
            continue
        assert counts == {201: 1, 409: MANY - 1}, answers
        given += 1
        winner = next(told["organisationName"] for status, told in answers if status == 201)
        for status, told in answers:
            if status == 409:
                text = " ".join(problem["text"] for problem in told["problems"])
                assert winner in text and cell["code"] in text, told
        if given == 3:
            break
    assert given, "nothing is free in the demonstration house"
    sound = house.command("check")
    assert sound.returncode == 0, sound.stdout + sound.stderr
