// Package kit is the box of widgets that every part of the window is built from. They look as the look document says,
// can be worked with the keyboard alone, and follow the light and the dark variant by themselves.
//
// Words and type
//
//	NewText(s, Role, Tone)          one line; .Elided() .Centred() .Trailing(); .Set .SetTone .SetRole
//	NewParagraph(s, Role, Tone)     wraps; .Lines(n)
//	NewFlow(Run{…}, …)              runs of different weight and links in one paragraph
//	NewLink(label, act)             .In(SmallLink)
//	NewIcon(name, size, Tone)       NewCategoryIcon(category, size)
//	Roles: Welcome CardTitle NoteTitle Head Body BodyTight Strong Second SecondLink Small SmallBold SmallLink Sub Caption GroupHead
//	Tones: Ink Ink2 Ink3 Disabled Accent AccentInk OK Warn Error
//
// Layout (heights follow widths: see Flows)
//
//	NewColumn(gap, Pad(y, x), items…)   .SetItems
//	NewRow(gap, Pad(y, x), items…)      Expand(item) or Space() takes the room left; .AtTop()
//	NewPage(head, body, foot)           no gaps between them
//	NewScroll(content)                  vertical; lays its content out at its own width first
//	NewFrame(Fill, radius, Pad, content) .Edged() .Raised(1…3); NewHoverCard(content); NewRule(pad); NewUpright(pad)
//
// Controls
//
//	NewButton(label, icon, Plain|Primary|Quiet, act)  .Small() .Drops() .Key("Ctrl+O"); .SetTip(name, key) .Disable()
//	NewIconButton(icon, name, key, act)               .Edged() .Small()
//	NewSegment([]Option, choose)   tools; .SetChosen .SetCompact
//	NewTabs([]Option, choose)      .SetCount .SetChosen .SetIcons
//	NewEntry(prompt) NewArea(prompt, rows)  .WithIcon .Clearable .SetError .Fill; OnChanged OnSubmitted OnFocus OnKey
//	NewFieldButton(icon, prompt, key, act)
//	NewSelect([]Option, chosen, choose)  .Quiet .SetOptions .SetChosen
//
// Data
//
//	NewListRow(RowLine, act) NewGroupRow(label, count) NewNoteRow(NoteLine, act)  .Set(line) .Menu
//	NewChip(label, ChipPlain|ChipAccent|ChipWarn|ChipError)  NewFilterChip NewRemovableChip
//	NewGrade("B2") NewCategoryBadge(category, 16|20|26) NewKbd("Ctrl+K")
//	NewSection(title)  .Note .Action(label, act) .Folds .Gap .Last; .SetBody(items…)
//	NewFactRow(label, value)       NewCategoryStrip(name, filter)  .Set(counts)
//	NewMissingBlock(title, items…) NewEmpty(icon, title, text, actions…) NewBanner(kind, title, text, actions…) NewFoot(items…)
//	NewVirtualList()               thousands of rows: Len Height Make Bind Moved Tick …; rows are NewListCell NewNoteCell NewGroupRow
//	NewTableCell(cols)             a row of a table for that list; NewColumnHeads(cols, names, controls) its head
//	NewCheck NewCheckRow           a box to tick; NewRadioRows and NewChoiceCards for one answer of several
//
// Over the window
//
//	NewRoot(content)               outermost; tooltips; keys that nobody wanted (OnKey, OnRune)
//	NewToaster()                   .Say(text, "Undo", undo)
//	ShowDialog(canvas, Dialog)     ShowMenu(anchor, items) ShowMenuAt(canvas, pos, items)
//	ShowSheet(canvas, Sheet)       work with a preview: head, body, foot, to 1264 × 780
//	NewBar(kind, icon, title, …)   a state that lasts, across the window under the toolbar
//	Open(canvas, box, Over)        any other box over the window; Busy(canvas)
//
// The window
//
//	NewPanels(left, middle, right) hairlines that drag; .SetOpen .SetOver .SetWidth; Resized
//	NewStatusBar(left, right)      of NewStatusCell(text) and NewStatusObject(o);  NewRail([]Option, open)
//
// # Design
//
// Every widget draws canvas primitives itself and reads theme.Now() in its paint step, which the toolkit calls again
// when the variant changes. A widget with words in it gives HeightFor(width), because the toolkit's MinSize knows no
// width; Column, Row, Frame, Section and Scroll pass it on. Only the toolkit's Entry and Scroll are used as they are,
// without their own frames.
//
// Everything here is called on the main goroutine, as the toolkit asks; After is the only way back from a timer.
//
// Hovering goes to the topmost object only, so rows hold drawings and no hoverable children. A focused widget swallows
// keys in this toolkit; ours hand every key they have no use for to the window's Root.
package kit
