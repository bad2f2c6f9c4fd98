"""The commands, run inside this process: what they print, where, and with which exit code."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import add_commands
from corpus.errors import AssistantError, CorpusError, StoreError
from index.store import Store

Run = Callable[..., tuple[int, str, str]]
QUESTION = "Sơn La xây mới bao nhiêu cầu dân sinh?"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit code, and what it wrote to standard output and standard error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers(required=True))
        args = parser.parse_args([str(argument) for argument in arguments])
        code = args.run(args)
        return code, *capsys.readouterr()

    return command


def test_an_answer_is_told_with_its_quotes_and_where_they_stand(run: Run, plan_store: Path, plans: Path) -> None:
    quote = "3. Xây mới 54 cầu dân sinh."
    start = (plans / "son-la-giao-thong-2031-2035.txt").read_text(encoding="utf-8").index(quote)
    code, out, err = run("ask", QUESTION, "--store", plan_store)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "54 cầu dân sinh",
        "",
        f"[1] “{quote}”",
        "    Kế hoạch phát triển giao thông nông thôn tỉnh Sơn La giai đoạn 2031-2035 › KẾ HOẠCH › I. MỤC TIÊU "
        f"(son-la-giao-thong-2031-2035.txt, {start}–{start + len(quote)})",
    ]


def test_a_declined_question_is_done_and_told_why_with_the_nearest_passages(run: Run, plan_store: Path) -> None:
    code, out, err = run("ask", "Diện tích trồng cà phê của Sơn La là bao nhiêu?", "--store", plan_store)
    assert (code, err) == (0, "")
    reason, *nearest = out.splitlines()
    assert "Sơn La" in reason
    assert len(nearest) == 3
    assert all(line.startswith("  gần nhất: son-la-giao-thong-2031-2035: ") for line in nearest)


def test_json_is_one_object_on_one_line(run: Run, plan_store: Path) -> None:
    _, out, _ = run("ask", QUESTION, "--json", "--store", plan_store)
    assert out.count("\n") == 1
    row = json.loads(out)
    assert (row["id"], row["answer"]) == (None, "54 cầu dân sinh")
    assert "cầu" in out  # readable, not escaped


def test_turns_of_the_conversation_come_with_history(run: Run, plan_store: Path) -> None:
    earlier = "Tổng kinh phí thực hiện kế hoạch của Quảng Bình là bao nhiêu?"
    _, out, _ = run(
        "ask", "Thế còn tỉnh Bình Thuận thì sao?", "--history", QUESTION, "--history", earlier, "--store", plan_store
    )
    assert out.startswith("19.750 triệu đồng\n")


def test_a_document_can_be_named(run: Run, plan_store: Path) -> None:
    total = "Tổng kinh phí thực hiện kế hoạch là bao nhiêu?"
    _, out, _ = run("ask", total, "--document", "binh-thuan-thuy-san-2032", "--store", plan_store)
    assert out.startswith("19.750 triệu đồng\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", QUESTION, "--batch", "q.jsonl", "--output", "a.jsonl"],
        ["ask", "--batch", "q.jsonl"],
        ["ask", QUESTION, "--output", "a.jsonl"],
        ["documents", "show"],
        ["documents", "remove"],
        ["documents", "list", "a"],
    ],
)
def test_arguments_that_do_not_go_together_are_wrong_usage(run: Run, plan_store: Path, arguments: list[str]) -> None:
    code, out, err = run(*arguments, "--store", plan_store)
    assert (code, out) == (2, "")
    assert err.startswith("plan-assistant ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("ignored", [["--history", QUESTION], ["--document", "binh-thuan-thuy-san-2032"], ["--json"]])
def test_what_a_batch_does_not_heed_is_wrong_usage(
    run: Run, plan_store: Path, tmp_path: Path, ignored: list[str]
) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "a", "question": QUESTION}), encoding="utf-8")
    batch = ("ask", "--batch", tmp_path / "q.jsonl", "--output", tmp_path / "a.jsonl")
    assert run(*batch, *ignored, "--store", plan_store)[0] == 2


def test_documents_are_listed_by_id_and_title(run: Run, plan_store: Path) -> None:
    code, out, _ = run("documents", "--store", plan_store)
    assert code == 0
    assert out == run("documents", "list", "--store", plan_store)[1]
    assert [line.split("\t")[0] for line in out.splitlines()] == [
        "binh-thuan-thuy-san-2032",
        "quang-binh-y-te-2032",
        "son-la-giao-thong-2031-2035",
    ]
    assert "Kế hoạch nâng cao chất lượng y tế cơ sở tỉnh Quảng Bình năm 2032" in out


def test_a_document_is_shown_with_what_it_says_of_itself_and_its_outline(run: Run, plan_store: Path) -> None:
    _, out, _ = run("documents", "show", "quang-binh-y-te-2032", "--store", plan_store)
    told = dict(line.split("\t") for line in out.splitlines() if "\t" in line)
    assert told["number"] == "318/KH-UBND"
    assert told["province"] == "Quảng Bình"
    assert told["date"] == "2032-01-22"
    assert told["period"] == "2032"
    assert told["signer"] == "Hoàng Thị Diệu Hằng"
    assert "\n  I. MỤC TIÊU\n    1. Mục tiêu chung\n" in out


def test_a_document_that_is_not_there_is_an_error(run: Run, plan_store: Path) -> None:
    for action in ("show", "remove"):
        with pytest.raises(StoreError, match=r"^khong-co: no such document"):
            run("documents", action, "khong-co", "--store", plan_store)


@pytest.mark.parametrize("command", [["ask", QUESTION], ["documents"], ["verify"], ["chat"]])
def test_a_store_that_is_not_there_is_an_error_that_says_what_to_do(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    with pytest.raises(StoreError, match="no store here; make one with: plan-assistant index"):
        run(*command, "--store", tmp_path / "kho")
    assert not (tmp_path / "kho").exists()


def test_an_empty_question_is_an_error(run: Run, plan_store: Path) -> None:
    with pytest.raises(AssistantError, match="empty"):
        run("ask", "", "--store", plan_store)


def test_indexing_says_of_each_file_what_became_of_it(run: Run, tmp_path: Path, plans: Path) -> None:
    folder, store = tmp_path / "plans", tmp_path / "store"
    folder.mkdir()
    for plan in plans.iterdir():
        (folder / plan.name).write_bytes(plan.read_bytes())
    code, out, _ = run("index", folder, "--store", store)
    assert code == 0
    assert "added: son-la-giao-thong-2031-2035.txt (son-la-giao-thong-2031-2035)\n" in out
    assert out.endswith("3 added, 0 updated, 0 unchanged, 0 failed\n")
    changed = folder / "quang-binh-y-te-2032.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("92%", "93%"), encoding="utf-8")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "trong.txt").write_bytes(b"")
    code, out, _ = run("index", folder, "--store", store)
    assert code == 0
    assert out.endswith("0 added, 1 updated, 2 unchanged, 2 failed\n")
    assert "updated: quang-binh-y-te-2032.txt (quang-binh-y-te-2032)\n" in out
    failed = [line for line in out.splitlines() if line.startswith("failed: ")]
    assert [line.split(":")[1] for line in failed] == [" hong.pdf", " trong.txt"]
    with Store(store) as opened:
        assert len(opened.ids()) == 3


def test_indexing_nothing_but_broken_files_is_an_error_and_leaves_an_empty_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "trong.txt").write_bytes(b"")
    code, out, _ = run("index", tmp_path / "trong.txt", "--store", tmp_path / "store")
    assert code == 1
    assert out.endswith("0 added, 0 updated, 0 unchanged, 1 failed\n")
    assert run("documents", "--store", tmp_path / "store")[1] == ""


def test_a_path_that_is_not_there_is_an_error_and_makes_no_store(run: Run, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file or folder"):
        run("index", tmp_path / "nichts", "--store", tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_removed_document_is_gone_and_can_be_added_again(run: Run, tmp_path: Path, plans: Path) -> None:
    store = tmp_path / "store"
    run("index", plans, "--store", store)
    code, out, _ = run("documents", "remove", "son-la-giao-thong-2031-2035", "--store", store)
    assert (code, out) == (0, "removed: son-la-giao-thong-2031-2035\n")
    assert "son-la" not in run("documents", "--store", store)[1]
    assert "Sơn La" in run("ask", QUESTION, "--store", store)[1]  # named as what is not there
    assert run("index", plans, "--store", store)[1].endswith("1 added, 0 updated, 2 unchanged, 0 failed\n")
    assert run("ask", QUESTION, "--store", store)[1].startswith("54 cầu dân sinh\n")


def test_a_sound_store_is_verified(run: Run, plan_store: Path) -> None:
    assert run("verify", "--store", plan_store) == (0, "3 documents, 0 problems\n", "")


def test_a_damaged_store_is_told_line_by_line(run: Run, tmp_path: Path, plans: Path) -> None:
    run("index", plans / "quang-binh-y-te-2032.txt", "--store", tmp_path)
    with Store(tmp_path) as store, store.database._connection.transaction() as connection:
        connection.execute("UPDATE contents SET text = replace(text, '92%', '29%')")
    code, out, _ = run("verify", "--store", tmp_path)
    *problems, last, advice = out.splitlines()
    assert code == 1
    assert problems[0].startswith("quang-binh-y-te-2032: ")
    assert last == f"1 documents, {len(problems)} problems"
    assert advice.startswith("plan-assistant verify --repair")
