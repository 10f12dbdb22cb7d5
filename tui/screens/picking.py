"""What the screens share on which a file is picked: a line for a path, and the folders below it."""

from __future__ import annotations

from tui.screens.desk import DeskScreen
from tui.widgets.file_tree import FileTree
from tui.widgets.path_bar import PathBar


class PickingScreen(DeskScreen):
    """A screen with a PathBar and a FileTree."""

    @property
    def tree_(self) -> FileTree:
        """The folders."""
        return self.query_one(FileTree)

    @property
    def bar(self) -> PathBar:
        """The line for a path."""
        return self.query_one(PathBar)

    def action_complete(self) -> None:
        """Complete the path."""
        self.bar.step(1)

    def action_complete_back(self) -> None:
        """Back to the completion before."""
        self.bar.step(-1)

    def action_to_tree(self) -> None:
        """To the folders."""
        self.set_focus(self.tree_)

    def action_to_path(self) -> None:
        """To the path."""
        self.set_focus(self.bar.input)

    def action_fold(self) -> None:
        """Close the folder."""
        self.tree_.close()

    def action_higher(self) -> None:
        """Show the folder above."""
        self.tree_.higher()
