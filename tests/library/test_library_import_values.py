"""Values that the user gives with an import: they hold for all its files, but not over what was corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import Library

Write = Callable[..., Path]
Article = Callable[..., str]


def test_values_given_with_an_import_are_the_users_word(
    library: Library, write: Write, article: Article
) -> None:
    path = write("a.txt", article(1))
    library.import_paths([path], values={"region": "湖南省", "date": "2022年10月"})
    document = library.document(1)
    assert (document.region, document.date, document.date_precision) == ("湖南", "2022-10", "month")
    assert not {"region", "date"} & set(document.inferred)
    # Given anew for a file that has not changed, they are set; given again, nothing changes.
    [file] = library.import_paths([path], values={"region": "福建"}).documents
    assert file.status == "updated" and library.document(1).region == "福建"
    [file] = library.import_paths([path], values={"region": "福建"}).documents
    assert file.status == "unchanged"


def test_values_for_all_do_not_go_over_what_was_corrected_in_one(
    library: Library, write: Write, article: Article
) -> None:
    folder = write("in/a.txt", article(1)).parent
    library.import_paths([folder], values={"region": "湖南", "kind": "通知"})
    library.set_fields(1, {"region": "福建"})
    write("in/b.txt", article(2))
    statuses = [file.status for file in library.import_paths([folder], values={"region": "湖南"}).documents]
    assert statuses == ["unchanged", "added"]
    assert (library.document(1).region, library.document(2).region) == ("福建", "湖南")
    # Nor what follows from a value: a city would bring its province with it.
    library.import_paths([folder], values={"city": "株洲", "kind": "简报"})
    first, second = library.document(1), library.document(2)
    assert (first.region, first.city, first.kind) == ("福建", None, "简报")
    assert (second.region, second.city, second.kind) == ("湖南", "株洲", "简报")
    library.undo()
    library.undo()
    library.undo()  # the correction itself
    library.import_paths([folder], values={"region": "江西"})
    assert library.document(1).region == "江西"


def test_a_corrected_city_is_not_moved_by_a_value_for_all(
    library: Library, write: Write, article: Article
) -> None:
    path = write("a.txt", article(1))
    library.import_paths([path])
    library.set_fields(1, {"city": "株洲"})
    library.import_paths([path], values={"region": "福建"})
    assert (library.document(1).region, library.document(1).city) == ("湖南", "株洲")


def test_a_wrong_value_imports_nothing(library: Library, write: Write, article: Article) -> None:
    with pytest.raises(UsageError):
        library.import_paths([write("a.txt", article(1))], values={"date": "someday"})
    with pytest.raises(UsageError):
        library.import_paths([write("a.txt", article(1))], values={"colour": "red"})
    assert not library.path.exists()
