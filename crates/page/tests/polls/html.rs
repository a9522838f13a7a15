//! What a browser makes of a page: the fields that a form would send, and pieces of text.

/// The fields of the form for a ballot, as a browser sends them when nothing is touched.
pub(crate) fn fields(html: &str) -> Vec<(String, String)> {
    let form = html.split("<form class=\"ballot\"").nth(1).expect("no ballot");
    let form = form.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    let mut select = None;
    for tag in form.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap_or((tag, ""));
        let chosen = head.ends_with(" checked") || head.ends_with(" selected");
        match head.split(' ').next().unwrap() {
            "input" => {
                let kind = attribute(head, "type");
                if chosen || !matches!(&*kind, "radio" | "checkbox") {
                    fields.push((attribute(head, "name"), attribute(head, "value")));
                }
            }
            "select" => select = Some((attribute(head, "name"), String::new())),
            "option" if chosen => select.as_mut().unwrap().1 = text.to_owned(),
            "/select" => fields.extend(select.take()),
            _ => {}
        }
    }
    fields
}

/// Every text between two marks.
pub(crate) fn between<'a>(html: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    html.split(begin).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

fn attribute(head: &str, name: &str) -> String {
    let begin = format!(" {name}=\"");
    let value = head.split(&begin).nth(1).and_then(|rest| rest.split('"').next());
    value.unwrap_or_default().to_owned()
}
