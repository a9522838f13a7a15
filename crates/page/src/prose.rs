//! Texts that neighbours write: Markdown (CommonMark), rendered and then sanitised.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use askama::filters::HtmlSafe;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::plain::is_unseen;

/// HTML that may stand in a page as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose(String);

impl HtmlSafe for Prose {}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Prose {
    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The body of a document: its headings come below the page's.
#[must_use]
pub fn body(text: &str) -> Prose {
    render(text, true)
}

/// A comment or a reason: what it marks as a heading is a strong line, so that a page of comments
/// is no page of headings.
#[must_use]
pub fn remark(text: &str) -> Prose {
    render(text, false)
}

/// What is allowed. Pictures are not: a browser would tell another server who reads what.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = [
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "u",
        "ul",
    ]
    .into();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(["script", "style", "title", "textarea", "iframe"].into())
        .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into())].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow ugc noopener noreferrer"));
    builder
});

fn render(text: &str, headings: bool) -> Prose {
    let seen: Cow<'_, str> = if text.chars().any(|sign| is_unseen(sign) && sign != '\n') {
        text.chars().filter(|sign| *sign == '\n' || !is_unseen(*sign)).collect::<String>().into()
    } else {
        text.into()
    };
    let mut heads = Headings { kept: headings, last: 1, open: 0 };
    let parser = Parser::new_ext(&seen, Options::ENABLE_STRIKETHROUGH);
    let mut out = String::with_capacity(seen.len() + seen.len() / 4);
    html::push_html(&mut out, parser.map(|event| heads.settle(event)));
    Prose(ALLOWED.clean(&out).to_string())
}

/// Keeps the headings of a text below the page's own, without a level left out (WCAG 1.3.1).
struct Headings {
    kept: bool,
    last: u8,
    open: u8,
}

impl Headings {
    fn settle<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        if let Event::Start(Tag::Heading { level, .. }) = &event {
            if !self.kept {
                return Event::Html("<p><strong>".into());
            }
            self.open = (*level as u8 + 1).min(self.last + 1).clamp(2, 4);
            self.last = self.open;
            return Event::Html(CowStr::Boxed(format!("<h{}>", self.open).into()));
        }
        if matches!(event, Event::End(TagEnd::Heading(_))) {
            if !self.kept {
                return Event::Html("</strong></p>\n".into());
            }
            return Event::Html(CowStr::Boxed(format!("</h{}>\n", self.open).into()));
        }
        if matches!(event, Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image)) {
            return Event::Text(CowStr::Borrowed(""));
        }
        // Two lines of a neighbour are two lines.
        if matches!(event, Event::SoftBreak) { Event::HardBreak } else { event }
    }
}

const _: () = assert!(HeadingLevel::H1 as u8 == 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_not_there() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "<a href=\"java\u{0}script:alert(1)\">x</a>",
            "<a href=\"//evil.example/x\">x</a>",
            "<p style=\"position:fixed\" onclick=alert(1) id=content class=x>x</p>",
            "<form action=/x><button formaction=javascript:alert(1)>x</button></form>",
            "![x](https://evil.example/pixel.gif)",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<style>*{display:none}</style>",
        ] {
            for clean in [body(hostile), remark(hostile)] {
                let low = clean.as_str().to_lowercase();
                for part in [
                    "<script",
                    " onerror",
                    " onload",
                    " onclick",
                    "href=\"javascript:",
                    "href=\"data:",
                    "<img",
                    "<svg",
                    " style=",
                    "<style",
                    "<form",
                    "<iframe",
                    "<math",
                    "href=\"//",
                    " id=",
                    " class=",
                ] {
                    assert!(!tags(&low).contains(part), "{hostile:?} became {low:?}");
                }
            }
        }
    }

    /// What stands between `<` and `>`: whatever stands elsewhere is text.
    fn tags(html: &str) -> String {
        let parts = html.split('<').skip(1);
        parts.map(|part| format!("<{}>", part.split('>').next().unwrap_or_default())).collect()
    }

    #[test]
    fn headings_come_below_the_title_and_leave_out_no_level() {
        assert_eq!(
            body("### Per què\n\n##### Com\n\n# On").as_str(),
            "<h2>Per què</h2>\n<h3>Com</h3>\n<h2>On</h2>\n"
        );
        assert_eq!(remark("# Crit").as_str(), "<p><strong>Crit</strong></p>\n");
    }

    #[test]
    fn lines_and_lists_stay_what_they_are() {
        assert_eq!(body("una\ndues").as_str(), "<p>una<br>\ndues</p>\n");
        assert_eq!(
            body("- *a*\n- **b**").as_str(),
            "<ul>\n<li><em>a</em></li>\n<li><strong>b</strong></li>\n</ul>\n"
        );
        let link = body("[web](https://example.org/a?b=c&d)");
        assert!(link.as_str().contains("href=\"https://example.org/a?b=c&amp;d\""), "{link}");
        assert!(link.as_str().contains("rel=\"nofollow ugc noopener noreferrer\""), "{link}");
    }
}
