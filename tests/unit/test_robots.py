"""What a site asks of programs is done: no more is asked for, and no faster."""

import pytest

from ingest.robots import Robots

SITE = "https://fog.example"


def allows(text: str, path: str) -> bool:
    return Robots(text).allows(f"{SITE}{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/spending", True),
        ("Disallow:", "/spending", True),
        ("Disallow: /", "/spending", False),
        ("Disallow: /private/", "/private/spending", False),
        ("Disallow: /private/", "/spending", True),
        ("Disallow: /*/private/", "/spend/fog/private/list", False),
        ("Disallow: /*.csv$", "/spend/april.csv", False),
        ("Disallow: /*.csv$", "/spend/april.csv.zip", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /ab*b$", "/ab", True),
        ("Disallow: /a*b*c", "/a-c-b", True),
        ("Disallow: /a*b*c", "/a-b-c-d", False),
        ("Disallow: /*?", "/spend?page=2", False),
        ("Disallow: /*?", "/spend", True),
        ("Disallow: /spend%20data/", "/spend data/april.csv", False),
        ("Disallow: /spend data/", "/spend%20data/april.csv", False),
        ("Allow: /api/3/\nDisallow: /api/", "/api/3/action", True),
        ("Disallow: /api/\nAllow: /api/3/", "/api/3/action", True),
        ("Allow: /\nDisallow: /api/", "/api/3/action", False),
        ("Disallow: /api/\nAllow: /api/", "/api/", True),
        ("Disallow: /  # everything", "/spending", False),
        ("disallow : /", "/spending", False),
    ],
)
def test_the_longest_rule_that_fits_holds_and_of_two_as_long_the_kinder(
    rules: str, path: str, allowed: bool
) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: GoldenThread\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: goldenthread\nAllow: /", True),
        ("User-agent: OtherBot\nDisallow: /", True),
        ("User-agent: OtherBot\nUser-agent: *\nDisallow: /", False),
        ("User-agent: OtherBot\n\nDisallow: /\nUser-agent: *\nDisallow: /x", True),
        ("<!DOCTYPE html><html><body>Sorry</body></html>", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /spending", False),
        ("Disallow: /", True),
    ],
)
def test_the_rules_meant_for_us_hold_and_no_others(text: str, allowed: bool) -> None:
    assert allows(text, "/spending") is allowed


def test_a_site_without_a_path_is_its_first_page() -> None:
    assert not Robots("User-agent: *\nDisallow: /$").allows(SITE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("User-agent: *\nCrawl-delay: 10\nDisallow: /x", 10),
        ("User-agent: *\nDisallow:\nCrawl-delay: 7", 7),
        ("User-agent: OtherBot\nCrawl-delay: 60", 0),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: \u00b2", 0),
        ("User-agent: *\nCrawl-delay: 7.5", 8),
    ],
)
def test_the_delay_is_that_which_is_asked_of_us(text: str, seconds: float) -> None:
    assert Robots(text).delay_seconds == seconds


def test_a_rule_made_of_wildcards_does_not_keep_us_busy() -> None:
    rules = f"User-agent: *\nDisallow: /{'*a' * 500}b\n"
    assert allows(rules, f"/{'a' * 5000}")
