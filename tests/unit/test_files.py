"""A file is there whole or not at all."""

from pathlib import Path

import pytest

from ingest.files import move_into_place, write_json, write_text


def test_text_is_written_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "deep" / "name.txt", "Ynys Môn\n")
    assert (tmp_path / "deep" / "name.txt").read_text("utf-8") == "Ynys Môn\n"


def test_a_crash_before_the_rename_leaves_the_old_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "name.txt"
    write_text(target, "old")

    def crash(source: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        write_text(target, "new")
    assert target.read_text("utf-8") == "old"


def test_what_a_crash_left_beside_a_file_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / ".one.json.99.part").write_text("{", "utf-8")
    write_json(tmp_path / "one.json", {"a": 1})
    assert [path.name for path in tmp_path.glob("*.json")] == ["one.json"]


def test_json_keeps_letters_and_order(tmp_path: Path) -> None:
    write_json(tmp_path / "one.json", {"z": "£", "a": "Môn"})
    assert (tmp_path / "one.json").read_text("utf-8") == '{\n "z": "£",\n "a": "Môn"\n}\n'


def test_a_file_moves_over_the_one_before_it(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new", "utf-8")
    (tmp_path / "old").write_text("old", "utf-8")
    move_into_place(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text("utf-8") == "new"
    assert not (tmp_path / "new").exists()
