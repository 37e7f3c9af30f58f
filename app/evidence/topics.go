package evidence

import "hubscape/app/scenario"

// Topic is a question that an examination of an arrangement has to answer. A note that speaks to it carries the tag
// "topic:" followed by the key.
type Topic struct{ Key, Label string }

// Topics are the questions that the press article behind the built-in sample leaves open, in a fixed order.
var Topics = []Topic{
	{"non_refoulement", "non-refoulement and onward transfer"},
	{"detention", "detention and length of stay"},
	{"remedy", "access to lawyers and remedy"},
	{"vulnerable", "children, trafficking victims, health, LGBT people"},
	{"host_consent", "consent of the host community"},
	{"monitoring", "monitoring body"},
	{"failed_return", "what happens if return fails"},
	{"cost", "cost"},
	{"capacity", "capacity"},
	{"staff_safety", "staff safety"},
	{"data_protection", "data protection"},
	{"exit", "exit plan"},
	{"affected_views", "views of affected people"},
}

// TopicTag is the tag of a topic.
func TopicTag(key string) string { return "topic:" + key }

// OpenTopics lists the topics that no linked note speaks to. Only notes with evidence count.
func OpenTopics(links []Link) []Topic {
	var out []Topic
	for _, t := range Topics {
		if !covered(links, TopicTag(t.Key)) {
			out = append(out, t)
		}
	}
	return out
}

func covered(links []Link, tag string) bool {
	for _, l := range links {
		if len(l.Note.Evidence) > 0 && contains(l.Note.Tags, tag) {
			return true
		}
	}
	return false
}

// ArticleTag is the tag of one of the article's 34 items: "article:07".
func ArticleTag(item int) string {
	s := itoa(item)
	if item < 10 {
		s = "0" + s
	}
	return "article:" + s
}

// Tagged lists the notes that carry a tag, in the order of the list.
func Tagged(doc *scenario.Scenario, tag string) []*scenario.Note {
	var out []*scenario.Note
	for _, n := range doc.Notes.All() {
		if contains(n.Tags, tag) {
			out = append(out, n)
		}
	}
	return out
}
