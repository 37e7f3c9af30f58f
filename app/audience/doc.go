// Package audience makes copies of a document for people who should not see all of it, reports what went along and what
// was held back, and searches whatever is written for what was held back.
//
// # Rules
//
// internal: the document as it is. committee and public hold back, each with its count:
//
//   - Notes and evidence marked for a narrower audience. A blank mark is the strictest, because nobody has decided;
//     only evidence whose source is published takes the mark of its note, since what is printed is nobody's secret.
//     Rules.BlankAs changes that.
//   - Items that carry a sharing label beyond the audience as a tag (tlp:amber, tlp:red …).
//   - Who said something off the record or without a name, and the source that only such statements name. The text
//     stays when it was marked for the audience; its source reads "withheld". What a published source prints stays with
//     its attribution. In a public copy on-record attributions of unpublished sources go too.
//   - Positions and facts that rest only on what is held back, and sites whose reported status does.
//   - Positions finer than the precision that is stated, and finer than a town in any case. A point never changes its
//     host country or division by this. Altitudes go.
//   - Overlay layers that nobody named, notes of plans, the rooms that this version does not read (slides with their
//     presenter notes, criteria, shocks, actions), members that this version does not know, creation time and identity
//     of the document, and in a public copy roles of owners and assessors.
//
// Undo history, journal and earlier versions are no part of a document and so of no copy.
//
// # Label
//
// The copy's sharing label is the strictest of what is in it; a laxer one is refused.
//
// # Search
//
// Copy looks through every text of the copy for words of what was held back. Report.Search does the same with every
// byte of a written file, in all the ways in which formats write text and numbers, and inside archives. A find blocks
// writing until the text is reworded or left out.
package audience
