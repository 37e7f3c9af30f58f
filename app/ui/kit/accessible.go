package kit

import "fyne.io/fyne/v2"

// What a screen reader is told, where the toolkit has one to tell. An icon alone is told by the name in its tooltip.

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return b.Label() }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (b *FieldButton) AccessibilityLabel() string { return b.prompt }

// AccessibilityRole implements fyne.Accessible.
func (b *FieldButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (c *PressChip) AccessibilityLabel() string { return c.label }

// AccessibilityRole implements fyne.Accessible.
func (c *PressChip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (c *segmentCell) AccessibilityLabel() string { return c.of.options[c.index].Label }

// AccessibilityRole implements fyne.Accessible.
func (c *segmentCell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (c *tab) AccessibilityLabel() string { return c.of.options[c.index].Label }

// AccessibilityRole implements fyne.Accessible.
func (c *tab) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible: the category and how many notes it has.
func (c *stripCell) AccessibilityLabel() string { return c.tip }

// AccessibilityRole implements fyne.Accessible.
func (c *stripCell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (l *Link) AccessibilityLabel() string { return l.label }

// AccessibilityRole implements fyne.Accessible.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// AccessibilityLabel implements fyne.Accessible.
func (r *ListRow) AccessibilityLabel() string { return r.line.Name + ", " + r.line.Sub }

// AccessibilityRole implements fyne.Accessible.
func (r *ListRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (r *NoteRow) AccessibilityLabel() string {
	return r.view.line.Title + ", " + r.view.line.Caption + ", grade " + r.view.line.Grade
}

// AccessibilityRole implements fyne.Accessible.
func (r *NoteRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (r *menuRow) AccessibilityLabel() string { return r.of.items[r.index].Label }

// AccessibilityRole implements fyne.Accessible.
func (r *menuRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (l *toastLink) AccessibilityLabel() string { return l.label }

// AccessibilityRole implements fyne.Accessible.
func (l *toastLink) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

var _ = []fyne.Accessible{
	(*Button)(nil), (*FieldButton)(nil), (*PressChip)(nil), (*segmentCell)(nil), (*tab)(nil), (*stripCell)(nil), (*Link)(nil),
	(*ListRow)(nil), (*NoteRow)(nil), (*Text)(nil),
}
