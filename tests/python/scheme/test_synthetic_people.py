"""Large made-up cohorts: the same in blocks of any size, in files, and as frames."""

import sys

import pytest

import pairwell as pw

SIDES = {"mentees": 130, "mentors": 57}


def people(**more):
    return pw.synthetic_people(130, 57, **{"seed": 3, **more})


def criteria():
    return [
        pw.covers("Topics", weight=35),
        pw.gap("Grade", low=1, high=3, weight=20),
        pw.same("Region", weight=15),
        pw.common_time("Times", high=240, weight=15),
        pw.near("Meetings", high=2, weight=5),
        pw.wish("Wishes", weight=10),
    ]


@pytest.mark.parametrize("side", SIDES)
class TestBlocks:
    def test_put_together_are_all_people_whatever_their_size(self, side):
        whole = people().part(side, 0, 1000)
        assert len(whole) == SIDES[side]
        for size in (1, 17, 64, 1000):
            blocks = list(people().blocks(side, size))
            assert [row for block in blocks for row in block.rows] == whole.rows
            assert {tuple(block.columns) for block in blocks} == {tuple(whole.columns)}
            assert all(len(block) == size for block in blocks[:-1])

    def test_are_made_one_by_one(self, side):
        blocks = pw.synthetic_people(10**9, 10**9).blocks(side, 10)
        assert next(blocks).rows[9][0].endswith("-010")
        assert next(blocks).rows[0][0].endswith("-011")

    def test_do_not_show_who_else_is_there(self, side):
        more = pw.synthetic_people(130, 57, seed=3, wishes=90, blanks=8)
        one, other = people().part(side, 40, 5).rows, more.part(side, 40, 5).rows
        assert [row[:6] for row in one] == [row[:6] for row in other]


class TestFiles:
    @pytest.mark.parametrize("form", ["arrow", "parquet"])
    def test_hold_what_the_blocks_do(self, tmp_path, form):
        pa = pytest.importorskip("pyarrow")
        paths = people().write(tmp_path / "made", form=form)
        assert [path.name for path in paths] == [f"mentees.{form}", f"mentors.{form}"]
        for side, path in zip(SIDES, paths, strict=True):
            table = read(pa, path)
            assert str(table.schema.field("Grade").type) == "int16"
            assert str(table.schema.field("Topics").type) == "string"
            rows = [
                [None if cell is None else str(cell) for cell in row.values()]
                for row in table.to_pylist()
            ]
            assert rows == people().part(side, 0, 1000).rows
        again = people().write(tmp_path / "again", form=form)
        assert [p.read_bytes() for p in again] == [p.read_bytes() for p in paths]
        assert not list(tmp_path.glob("*/*.part"))

    def test_of_arrow_have_batches_of_a_fixed_size(self, tmp_path, monkeypatch):
        pa = pytest.importorskip("pyarrow")
        from pairwell.scheme import people as module

        monkeypatch.setattr(module.SyntheticPeople.blocks, "__defaults__", (50,))
        path, _ = people().write(tmp_path, form="arrow")
        with pa.ipc.open_file(path) as file:
            assert [file.get_batch(i).num_rows for i in range(3)] == [50, 50, 30]

    def test_are_read_back_as_features(self, tmp_path):
        pa = pytest.importorskip("pyarrow")
        tables = [read(pa, path) for path in people().write(tmp_path)]
        features = pw.features(*tables, criteria(), index="Reference")
        of_lists = [table.to_pydict() for table in tables]
        assert features.digest == pw.features(*of_lists, criteria(), index="Reference").digest
        assert features.shape == (130, 57)
        capacity = [most or 1 for most in of_lists[1]["Capacity"]]
        found = pw.match_on_demand(
            features, ["most_pairs", "most_points"], mentor_capacity=capacity
        )
        assert found.verify()
        assert len(found.matching.pairs) == min(130, sum(capacity))

    def test_that_cannot_be_written_leave_nothing(self, tmp_path, monkeypatch):
        pytest.importorskip("pyarrow")
        from pairwell.scheme import people as module

        def broken(block, schema):
            raise OSError("no room")

        monkeypatch.setattr(module, "_batch", broken)
        with pytest.raises(OSError, match="no room"):
            people().write(tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_need_pyarrow(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(pw.Error, match=r"pyarrow is not installed; .*\[pandas\]"):
            people().write(tmp_path)


def read(pa, path):
    if path.suffix == ".arrow":
        import pyarrow.ipc

        with pa.ipc.open_file(path) as file:
            return file.read_all()
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path)


class TestWhatIsWrong:
    def test_comes_all_at_once(self):
        with pytest.raises(pw.InvalidInput, match="synthetic_people") as refused:
            pw.synthetic_people(0, 2**31, blanks=-1, wishes=101, scarcity=101)
        assert [f.column for f in refused.value.findings] == [
            "mentees", "mentors", "blanks", "wishes", "scarcity",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("call", "error", "message"),
        [
            (lambda: pw.synthetic_people(2.5, 3), TypeError, "mentees"),
            (lambda: people(seed=-1), ValueError, "seed"),
            (lambda: people().part("both", 0, 1), pw.InvalidInput, "'mentees' or 'mentors'"),
            (lambda: people().part("mentees", -1, 1), ValueError, "first"),
            (lambda: people().blocks("mentees", 0), ValueError, "size"),
            (lambda: people().blocks("all"), pw.InvalidInput, "side"),
            (lambda: people().write("x", form="csv"), pw.InvalidInput, "'arrow' or 'parquet'"),
            (lambda: people().write(3), TypeError, "folder"),
        ],
    )
    def test_is_named(self, call, error, message):
        with pytest.raises(error, match=message):
            call()


def test_scarcity_leaves_few_mentors_for_what_many_want():
    def share(scarcity):
        made = pw.synthetic_people(2000, 2000, scarcity=scarcity, blanks=0)
        wanted, offered = (
            [topic for row in made.part(side, 0, 2000).rows for topic in row[2].split("; ")]
            for side in SIDES
        )
        most = max(set(wanted), key=wanted.count)
        return offered.count(most) / len(offered)

    assert share(100) < share(50) < share(0)
