"""The books as the director uses them: the page of legal rates, and a rate that was missing, entered with its text."""


def test_a_missing_rate_is_entered(new_member):
    director = new_member("director")
    page = director.go("/parameters")
    in_force = page.locator("table.rows tbody tr").count()
    assert in_force > 10
    # Emptied, the field asks for every value there was or will be.
    page = director.go("/parameters?on=")
    assert page.locator("table.rows tbody tr").count() > max(40, in_force)
    page.click("#add-parameter > summary")
    page.select_option("#field-parameter", "late.central-bank")
    page.fill("#field-from", "2026-07-01")
    page.fill("#field-value", "2,1,5")
    page.fill("#field-reference", "C. com. art. L441-10")
    page.fill("#field-source", "ecb.europa.eu")
    director.expect_refusal("/parameters")
    with page.expect_navigation():
        page.click("#add-parameter button[type=submit]")
    assert page.locator("#problem-value").is_visible()
    assert page.input_value("#field-value") == "2,1,5"
    page.fill("#field-value", "2,15")
    with page.expect_navigation():
        page.click("#add-parameter button[type=submit]")
    assert page.locator("[role=status]").first.is_visible()
    assert page.locator("tr", has_text="01/07/2026").count() >= 1


def test_a_funder_sees_and_changes_nothing(new_member):
    funder = new_member("funder")
    assert funder.go("/accounts").locator("table.rows").count() == 1
    assert funder.go("/parameters").locator("#add-parameter").count() == 0
