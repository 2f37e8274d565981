'''The window. It draws the office and decides nothing about its business.

It holds one `desk.app.Desk` and nothing below it; no SQL, no rule, no record lives here. Lists that a
room describes are pages by themselves (`ui.pages.list_page`). The few screens in which clerks live all
day are made by hand in `ui/desks/` from the same pieces and named in `ui.desks.DESKS`:

    """到货点收: count one truck against its list."""

    from desk.freight.inbound.commands import confirm_count     # a command: what saves
    from desk.freight.inbound.queries import manifest           # a query: what is shown
    from desk.kernel.text import tr
    from desk.screens.fields import Field, Kind
    from ui.editors import FieldSet, editor_for
    from ui.pages.page import Page
    from ui.registry import Context, PageSpec


    class CountDesk(Page):
        watches = frozenset({"inbound_manifest"})   # tables of Outcome.changes; None = every change

        def __init__(self, context: Context) -> None:
            super().__init__(context)
            self.fields = FieldSet(self)            # Enter walks, Shift+Enter back, problems shown
            self.fields.add(editor_for(Field("no", tr("清单号"), Kind.NUMBER), context))
            self.fields.add(editor_for(Field("pieces", tr("实收件数"), Kind.COUNT), context))
            grid = FieldGrid(columns=2)             # ui.pages.field_grid: label, editor, red line
            grid.place(self.fields)
            self.fields.finished.connect(self.save) # Enter in the last field

        def open_with(self, **arguments: object) -> None:   # context.open_page("count", no="…")
            ...

        def refresh(self) -> None:                  # shown and something watched has changed; F5
            self.context.ask(manifest, self.fill, no=self.fields.text_of("no"))     # reading lane

        def fill(self, rows: list[ManifestRow]) -> None: ...

        def save(self) -> None:                     # gate, confirmation, reason, problems at fields
            self.context.do(confirm_count, self.fields.values, self.saved, fields=self.fields)

        def saved(self, outcome: Outcome[int]) -> None:
            self.context.say(tr("点收已保存。"))
            self.context.show_paper("P-01", self.fields.text_of("no"))


    COUNT = PageSpec("count", tr("到货点收"), "freight", "package-check", CountDesk,
                     right="inbound_manifest.update")
'''
