"""The command `plan-assistant` as a user calls it: exit codes, standard error, and the same answer from any process."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import pytest

from plan_assistant import main

ROOT = Path(__file__).resolve().parents[1]
PLANS = Path(__file__).parent / "assistant" / "plans"
SON_LA, QUANG_BINH = "son-la-giao-thong-2031-2035", "quang-binh-y-te-2032"
QUESTION = "Sơn La xây mới bao nhiêu cầu dân sinh?"
BUDGET = "Tổng kinh phí thực hiện kế hoạch của Quảng Bình là bao nhiêu?"
KEYS = ["id", "question", "answered", "answer", "confidence", "citations", "computed", "passages", "reason", "seconds"]

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "store"
    assert main(["index", str(PLANS), "--store", str(folder)]) == 0
    return folder


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Call the command in this process; its exit code, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:  # argparse leaves this way
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

    return call


def process(
    *arguments: object, seed: int = 0, stdout: int | IO[bytes] = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Call the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "plan_assistant", *map(os.fsdecode, map(str, arguments))],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"},
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def questions(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_command_works_from_files_to_a_cited_answer(tmp_path: Path) -> None:
    indexed = process("index", PLANS, "--store", tmp_path / "kho")
    assert (indexed.returncode, indexed.stderr) == (0, "")
    assert indexed.stdout.endswith("3 added, 0 updated, 0 unchanged, 0 failed\n")
    asked = process("ask", QUESTION, "--json", "--store", tmp_path / "kho")
    assert (asked.returncode, asked.stderr) == (0, "")
    row = json.loads(asked.stdout)
    assert list(row) == KEYS
    assert row["answer"] == "54 cầu dân sinh"
    (citation,) = row["citations"]
    text = (PLANS / citation["source"]).read_bytes().decode("utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"] == "3. Xây mới 54 cầu dân sinh."


def test_another_process_with_another_hash_seed_gives_the_same_answers(store: Path, tmp_path: Path) -> None:
    asked = [QUESTION, BUDGET, "nui tôm công ngệ cao", "So sánh tổng kinh phí của Quảng Bình, Sơn La và Bình Thuận"]
    asked += [
        "What is the total budget of the Quang Binh plan?",
        "hạn chót báo cáo",
        "Giá vàng hôm nay?",
        "tiền bảo trì",
    ]
    path = questions(tmp_path / "q.jsonl", *({"id": str(n), "question": text} for n, text in enumerate(asked)))
    answers = []
    for seed in (1, 2):
        output = tmp_path / f"a{seed}.jsonl"
        done = process("ask", "--batch", path, "--output", output, "--store", store, seed=seed)
        assert (done.returncode, done.stdout) == (0, f"8 answers to {output}\n")
        rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        answers.append([{key: value for key, value in row.items() if key != "seconds"} for row in rows])
    assert answers[0] == answers[1]
    assert len(answers[0]) == 8


def test_a_missing_store_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    done = process("ask", QUESTION, "--store", tmp_path / "nichts")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"plan-assistant: {tmp_path / 'nichts'}: no store here; make one with: ")


def test_a_declined_question_is_done(command: Command, store: Path) -> None:
    code, out, err = command("ask", "Hà Giang có bao nhiêu trạm y tế xã?", "--json", "--store", store)
    assert (code, err) == (0, "")
    row = json.loads(out)
    assert (row["answered"], row["answer"], row["citations"]) == (False, "", [])
    assert "Hà Giang" in row["reason"]


def test_an_answer_for_a_reader_has_quote_and_place(command: Command, store: Path) -> None:
    code, out, _ = command("ask", BUDGET, "--store", store)
    assert code == 0
    assert out.startswith("48.600 triệu đồng\n\n[1] “Tổng kinh phí thực hiện kế hoạch là 48.600 triệu đồng")
    assert "KẾ HOẠCH › III. KINH PHÍ (quang-binh-y-te-2032.txt, " in out


def test_history_is_honoured(command: Command, store: Path) -> None:
    follow_up = "Thế còn tỉnh Bình Thuận thì sao?"
    row = json.loads(command("ask", follow_up, "--history", BUDGET, "--json", "--store", store)[1])
    assert (row["question"], row["answer"]) == (follow_up, "19.750 triệu đồng")


def test_a_batch_keeps_ids_and_honours_history(command: Command, store: Path, tmp_path: Path) -> None:
    path = questions(
        tmp_path / "q.jsonl",
        {"id": "thứ hai", "question": "Thế còn tỉnh Bình Thuận thì sao?", "history": [QUESTION, BUDGET]},
        {"id": "thứ nhất", "question": BUDGET},
    )
    code, _, err = command("ask", "--batch", path, "--output", tmp_path / "a.jsonl", "--store", store)
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(list(row) == KEYS for row in rows)
    assert [(row["id"], row["answer"]) for row in rows] == [
        ("thứ hai", "19.750 triệu đồng"),
        ("thứ nhất", "48.600 triệu đồng"),
    ]


def test_files_that_cannot_be_read_do_not_stop_the_others(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"no PDF at all")
    (folder / "b.docx").write_bytes(b"PK\x03\x04")
    (folder / "c.txt").write_bytes(b"\x80\x81\xfe\x00" * 50)
    (folder / "d.txt").write_bytes(b"")
    (folder / f"{SON_LA}.txt").write_bytes((PLANS / f"{SON_LA}.txt").read_bytes())
    code, out, err = command("index", folder, "--store", tmp_path / "store")
    assert code == 0
    assert "Traceback" not in out + err
    assert out.endswith("1 added, 0 updated, 0 unchanged, 4 failed\n")
    for name in ("a.pdf", "b.docx", "c.txt", "d.txt"):
        assert f"failed: {name}: " in out
    assert command("ask", QUESTION, "--store", tmp_path / "store")[1].startswith("54 cầu dân sinh\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", " "], "empty"),
        (["ask", "x " * 5_000], "longer than"),
        (["ask", "--batch", "nichts.jsonl", "--output", "a.jsonl"], "nichts.jsonl: cannot be read"),
        (["documents", "show", "khong-co"], "khong-co: no such document"),
        (["documents", "remove", "khong-co"], "khong-co: no such document"),
        (["index", "nichts"], "nichts: no such file or folder"),
        (["eval", "nichts.jsonl"], "nichts.jsonl"),
        (["ask", QUESTION, "--document", "khong-co"], "khong-co"),
    ],
)
def test_our_errors_are_one_line_on_standard_error_and_exit_1(
    command: Command, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = command(*arguments, "--store", store)
    assert (code, out) == (1, "")
    assert err.startswith("plan-assistant: ")
    assert err.count("\n") == 1
    assert said in err


def test_a_port_that_cannot_be_gives_no_traceback(store: Path) -> None:
    done = process("chat", "--port", "99999", "--no-browser", "--store", store)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_one_line(command: Command, store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = command("chat", "--port", taken.getsockname()[1], "--no-browser", "--store", store)
    assert code == 1
    assert err.startswith("plan-assistant: ")
    assert err.count("\n") == 1


def test_a_file_in_place_of_the_store_is_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "kho").write_text("x", encoding="utf-8")
    code, out, err = command("index", PLANS, "--store", tmp_path / "kho")
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_damaged_store_is_one_line(command: Command, tmp_path: Path) -> None:
    command("index", PLANS, "--store", tmp_path)
    (tmp_path / "store.sqlite").write_bytes(b"not a database" * 400)
    for arguments in (["ask", QUESTION], ["documents"], ["verify"], ["index", str(PLANS)]):
        code, out, err = command(*arguments, "--store", tmp_path)
        assert (code, out, err.count("\n")) == (1, "", 1)


def test_indexing_that_failed_altogether_says_so_on_standard_error(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    code, _, err = command("index", tmp_path / "a.txt", "--store", tmp_path / "store")
    assert (code, err.count("\n")) == (1, 1)


def test_a_folder_without_a_file_to_read_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    code, out, err = command("index", tmp_path / "plans", "--store", tmp_path / "store")
    assert (code, out.strip()) == (0, "0 added, 0 updated, 0 unchanged, 0 failed")
    assert "no file to read" in err
    assert ".docx" in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frag"],
        ["ask"],
        ["ask", "a", "b"],
        ["ask", "a", "--batch", "q.jsonl", "--output", "a.jsonl"],
        ["ask", "--batch", "q.jsonl"],
        ["ask", "a", "--history"],
        ["index"],
        ["documents", "delete", "a"],
        ["documents", "show"],
        ["documents", "list", "a"],
        ["eval"],
        ["verify", "a"],
        ["chat", "--port", "http"],
    ],
)
def test_wrong_usage_is_exit_2(command: Command, store: Path, arguments: list[str]) -> None:
    code, out, err = command(*arguments, *(["--store", store] if arguments else []))
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["index", "documents", "ask", "verify", "check", "chat", "eval"])
def test_every_command_explains_itself_and_takes_a_store(command: Command, name: str) -> None:
    code, out, _ = command(name, "--help")
    assert code == 0
    assert out.startswith(f"usage: plan-assistant {name} ")
    assert "--store DIR" in out


def test_the_store_of_the_environment_is_the_default(
    command: Command, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAN_ASSISTANT_STORE", str(store))
    assert command("verify") == (0, "3 documents, 0 problems\n", "")


def test_documents_are_listed_shown_and_removed(command: Command, tmp_path: Path) -> None:
    command("index", PLANS, "--store", tmp_path)
    assert len(command("documents", "list", "--store", tmp_path)[1].splitlines()) == 3
    assert "number\t318/KH-UBND\n" in command("documents", "show", QUANG_BINH, "--store", tmp_path)[1]
    assert command("documents", "remove", QUANG_BINH, "--store", tmp_path)[0] == 0
    assert QUANG_BINH not in command("documents", "--store", tmp_path)[1]
    assert command("verify", "--store", tmp_path) == (0, "2 documents, 0 problems\n", "")
    assert "Quảng Bình" in command("ask", BUDGET, "--store", tmp_path)[1]  # named as what is not there


@pytest.fixture
def slips(command: Command, tmp_path: Path) -> Path:
    """A store with one plan that contradicts itself twice and one that does not."""
    (tmp_path / "thu-vien.txt").write_text(
        "KẾ HOẠCH\nPhát triển thư viện năm 2024\n\nCăn cứ Luật Thư viện ngày 21/11/2019;\n\nI. MỤC TIÊU\n\n"
        "Khối huyện đạt 85% (77/110).\n\nII. GIẢI PHÁP\n\nThư viện theo theo kế hoạch. Toàn tỉnh có 53 đơn vị, gồm "
        "Tỉnh ủy, 34 sở và 9 huyện.\n",
        encoding="utf-8",
    )
    (tmp_path / "bao-tang.txt").write_text(
        "KẾ HOẠCH\nPhát triển bảo tàng năm 2024\n\nCăn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\n\nI. MỤC TIÊU\n\n"
        "Mở một bảo tàng.\n",
        encoding="utf-8",
    )
    folder = tmp_path / "kho"
    assert command("index", tmp_path / "thu-vien.txt", tmp_path / "bao-tang.txt", "--store", folder)[0] == 0
    return folder


def test_findings_are_rows_with_quotes_for_other_programs(command: Command, slips: Path) -> None:
    code, out, err = command("check", "--format", "jsonl", "--store", slips)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, [row["kind"] for row in rows]) == (0, ["ratio", "repeated-word"])
    assert {row["source"] for row in rows} == {"thu-vien.txt"}
    assert (rows[0]["found"], rows[0]["expected"], rows[0]["severity"]) == ("85%", "70%", "error")
    text = (slips.parent / "thu-vien.txt").read_text(encoding="utf-8")
    for quote in (quote for row in rows for quote in row["quotes"]):
        assert text[quote["start"] : quote["end"]] == quote["quote"]
    assert err == "plan-assistant: 2 tài liệu: 1 lỗi, 1 cảnh báo, 0 ghi chú; không kiểm được 1 chỗ (sum 1)\n"
    assert json.loads(command("check", "--format", "json", "--store", slips)[1]) == rows


def test_findings_for_a_reader_name_document_severity_and_place(command: Command, slips: Path) -> None:
    code, out, err = command("check", "--document", "thu-vien", "--store", slips)
    assert (code, err) == (0, "")
    assert "[lỗi] ratio: 77/110 = 70%, văn bản ghi 85% (không khớp)." in out
    assert "“85% (77/110)”" in out
    assert out.splitlines()[-1].startswith("1 tài liệu: 1 lỗi, 1 cảnh báo")
    assert "không thấy điều gì" in command("check", "--document", "bao-tang", "--store", slips)[1]


def test_bases_say_who_else_cites_them(command: Command, slips: Path) -> None:
    rows = [
        json.loads(line) for line in command("check", "--bases", "--format", "jsonl", "--store", slips)[1].splitlines()
    ]
    assert [row["cited_in"] for row in rows] == [["bao-tang", "thu-vien"]] * 2
    assert {row["date"] for row in rows} == {"2019-11-21"}
    assert "cũng viện dẫn: bao-tang" in command("check", "--bases", "--document", "thu-vien", "--store", slips)[1]


def test_checking_a_document_that_is_not_there_is_one_line(command: Command, slips: Path) -> None:
    code, out, err = command("check", "--document", "nichts", "--store", slips)
    assert (code, out, len(err.splitlines())) == (1, "", 1)


def test_question_sets_are_scored(command: Command, store: Path, tmp_path: Path) -> None:
    found = {
        "id": "sl-001",
        "question": QUESTION,
        "kind": "number",
        "docs": [SON_LA],
        "answers": ["54"],
        "evidence": [{"doc": SON_LA, "quote": "3. Xây mới 54 cầu dân sinh.", "section": "I. MỤC TIÊU"}],
        "style": "formal",
    }
    lacking = {
        "id": "sl-002",
        "question": "Hà Giang xây mới bao nhiêu cầu dân sinh?",
        "kind": "unanswerable",
        "docs": [],
        "answers": [],
        "evidence": [],
        "style": "formal",
        "why": "near-miss-province",
    }
    path = questions(tmp_path / "q.jsonl", found, lacking)
    code, out, err = command("eval", path, "--report", tmp_path / "report", "--store", store)
    assert (code, err) == (0, "")
    assert "2 of 2 questions are right" in out
    assert any((tmp_path / "report").iterdir())


def test_an_argument_that_is_not_utf8_gives_no_traceback(store: Path) -> None:
    asked = [b"kinh ph\xff S\xc6\xa1n La", b"--store", os.fsencode(store)]
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"plan_assistant", b"ask", *asked], cwd=ROOT, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_a_reader_that_goes_away_gives_no_traceback(store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = process("documents", "show", SON_LA, "--store", store, stdout=gone)
    assert "Traceback" not in done.stderr
