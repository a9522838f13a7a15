//! The least that a browser does: asks for pages, keeps a cookie, fills in forms.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

/// A browser without JavaScript, at one address.
#[derive(Debug)]
pub(crate) struct Browser {
    address: String,
    /// What says who is logged in.
    pub(crate) cookie: Option<String>,
    /// What the setup of a node gave.
    setup: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    cookies: Vec<String>,
    pub(crate) body: String,
}

/// Events that come in.
#[derive(Debug)]
pub(crate) struct Events {
    line: TcpStream,
    pub(crate) read: String,
}

impl Events {
    /// Waits until so many events were read; gives the last one's id and data.
    pub(crate) fn wait(&mut self, most: usize) -> (String, String) {
        let mut some = [0; 4096];
        while self.all("data: ").len() < most {
            let read = self.line.read(&mut some).unwrap();
            assert!(read > 0, "it ended: {}", self.read);
            self.read.push_str(std::str::from_utf8(&some[..read]).unwrap());
        }
        let last = |what| self.all(what).last().unwrap().clone();
        (last("id: "), last("data: "))
    }

    /// Whether the other side ends it.
    pub(crate) fn ends(&mut self) -> bool {
        let mut rest = Vec::new();
        self.line.read_to_end(&mut rest).is_ok()
    }

    fn all(&self, what: &str) -> Vec<String> {
        let lines = self.read.lines().filter_map(|line| line.strip_prefix(what));
        lines.map(str::to_owned).collect()
    }
}

/// A form, as it would be sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Browser {
    pub(crate) fn new(address: &str) -> Self {
        Self { address: address.to_owned(), cookie: None, setup: None }
    }

    pub(crate) fn get(&mut self, path: &str) -> Page {
        self.ask("GET", path, &[], None)
    }

    /// Asks the API for something, with a token where one is given.
    pub(crate) fn read(&mut self, path: &str, token: Option<&str>) -> Page {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let headers: Vec<(&str, &str)> =
            bearer.iter().map(|bearer| ("Authorization", bearer.as_str())).collect();
        self.ask("GET", path, &headers, None)
    }

    /// Has the API do something.
    pub(crate) fn act(
        &mut self,
        method: &str,
        path: &str,
        token: &str,
        key: &str,
        body: &serde_json::Value,
    ) -> Page {
        let bearer = format!("Bearer {token}");
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Idempotency-Key", key),
            ("Content-Type", "application/json"),
        ];
        self.ask(method, path, &headers, Some(&body.to_string()))
    }

    /// Asks for events, and gives what came until so many of them were there.
    pub(crate) fn events(&self, path: &str, last: Option<&str>, most: usize) -> Events {
        self.events_with(path, last, most, None)
    }

    /// The same for whoever shows a token.
    pub(crate) fn events_with(
        &self,
        path: &str,
        last: Option<&str>,
        most: usize,
        token: Option<&str>,
    ) -> Events {
        let mut line = TcpStream::connect(&self.address).unwrap();
        let last = last.map(|id| format!("Last-Event-ID: {id}\r\n")).unwrap_or_default();
        let token = token.map(|text| format!("Authorization: Bearer {text}\r\n"));
        let token = token.unwrap_or_default();
        let host = &self.address;
        let head = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        write!(line, "{head}{last}{token}\r\n").unwrap();
        let mut events = Events { line, read: String::new() };
        events.wait(most);
        events
    }

    /// Whether what is asked for comes whole where it is compressed: up to the last chunk (RFC 9112,
    /// 7.1).
    pub(crate) fn comes_whole(&self, path: &str) -> bool {
        let mut line = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let asks = "Accept-Encoding: gzip\r\nConnection: close";
        write!(line, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{asks}\r\n\r\n").unwrap();
        let mut all = Vec::new();
        line.read_to_end(&mut all).is_ok() && all.ends_with(b"\r\n0\r\n\r\n")
    }

    /// Follows where an answer leads.
    pub(crate) fn follow(&mut self, page: &Page) -> Page {
        self.get(&page.location())
    }

    /// Sends a form that does something, and gives the page that it leads to.
    #[track_caller]
    pub(crate) fn done(&mut self, form: &Form) -> Page {
        let sent = self.send(form);
        assert_eq!(sent.status, 303, "{}", sent.body);
        self.follow(&sent)
    }

    /// The page of a space that has a link like this, of the community with this root.
    #[track_caller]
    pub(crate) fn space_with(&mut self, root: &str, link: &str) -> Page {
        let spaces = self.get(&format!("{root}/spaces"));
        let hrefs: Vec<String> = spaces.hrefs().collect();
        let spaces = hrefs.iter().filter(|href| href.contains("/spaces/"));
        let mut pages = spaces.filter(|href| !href.ends_with("/new")).map(|href| self.get(href));
        let found = pages.find(|page| page.hrefs().any(|href| href.contains(link)));
        found.unwrap_or_else(|| panic!("no space has {link}"))
    }

    pub(crate) fn send(&mut self, form: &Form) -> Page {
        self.send_with(form, &[])
    }

    pub(crate) fn send_with(&mut self, form: &Form, headers: &[(&str, &str)]) -> Page {
        let field = |(name, value): &(String, String)| format!("{}={}", coded(name), coded(value));
        let body: Vec<String> = form.fields.iter().map(field).collect();
        self.ask("POST", &form.action, headers, Some(&body.join("&")))
    }

    /// Sends a form with a file (RFC 7578), or with none chosen.
    pub(crate) fn send_file(&mut self, form: &Form, file: Option<(&str, &[u8])>) -> Page {
        const LINE: &str = "----a-line-that-no-file-has";
        let mut body = String::new();
        for (name, value) in form.fields.iter().filter(|(name, _)| name != "file") {
            body += &format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n");
            body += &format!("\r\n{value}\r\n");
        }
        let (name, bytes) = file.unwrap_or_default();
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        let bytes = std::str::from_utf8(bytes).unwrap();
        body += &format!("--{LINE}\r\n{head}\r\n\r\n{bytes}\r\n--{LINE}--\r\n");
        let media = format!("multipart/form-data; boundary={LINE}");
        self.ask_with("POST", &form.action, &media, &[], Some(&body))
    }

    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Page {
        self.ask_with(method, path, "application/x-www-form-urlencoded", headers, body)
    }

    /// Sends a body of any kind.
    pub(crate) fn post(&mut self, path: &str, media: &str, body: &[u8]) -> Page {
        self.speak("POST", path, &[], Some((media, body)))
    }

    fn ask_with(
        &mut self,
        method: &str,
        path: &str,
        media: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Page {
        self.speak(method, path, headers, body.map(|body| (media, body.as_bytes())))
    }

    fn speak(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, &[u8])>,
    ) -> Page {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        text += "Connection: close\r\n";
        let cookies: Vec<&str> =
            [&self.cookie, &self.setup].into_iter().filter_map(Option::as_deref).collect();
        if !cookies.is_empty() {
            text += &format!("Cookie: {}\r\n", cookies.join("; "));
        }
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        if let Some((media, body)) = body {
            if !headers.iter().any(|(name, _)| *name == "Content-Type") {
                text += &format!("Content-Type: {media}\r\n");
            }
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        text += "\r\n";
        let mut line = TcpStream::connect(&self.address).unwrap();
        let body = body.map_or(&[][..], |(_, body)| body);
        line.write_all(&[text.as_bytes(), body].concat()).unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        let page = Page::read(&answer);
        for cookie in &page.cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if name == "ateneu-setup" {
                self.setup = (!value.is_empty()).then(|| format!("{name}={value}"));
                continue;
            }
            let kept = self.cookie.take().unwrap_or_default();
            let mut pairs: Vec<String> = kept.split("; ").map(str::to_owned).collect();
            pairs.retain(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
            if !value.is_empty() {
                pairs.push(format!("{name}={value}"));
            }
            self.cookie = Some(pairs.join("; ")).filter(|all| !all.is_empty());
        }
        page
    }
}

impl Page {
    fn read(answer: &[u8]) -> Self {
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("no head");
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let cookies = head.lines().filter_map(|line| line.split_once(": "));
        let cookies = cookies.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let cookies = cookies.map(|(_, value)| value.to_owned()).collect();
        let chunked = headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked");
        let body = answer[end + 4..].to_vec();
        let body = if chunked { whole(&body) } else { body };
        Self { status, headers, cookies, body: String::from_utf8(body).unwrap() }
    }

    /// What the API said.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        let read = serde_json::from_str(&self.body);
        read.unwrap_or_else(|why| panic!("{} is no JSON ({why}): {}", self.status, self.body))
    }

    /// Where it leads.
    #[track_caller]
    pub(crate) fn location(&self) -> String {
        let place = self.headers.get("location");
        place.unwrap_or_else(|| panic!("{} leads nowhere: {}", self.status, self.body)).clone()
    }

    #[track_caller]
    pub(crate) fn has(&self, text: &str) {
        assert!(self.body.contains(text), "{text:?} is not in {}", self.said());
    }

    #[track_caller]
    pub(crate) fn has_not(&self, text: &str) {
        assert!(!self.body.contains(text), "{text:?} is in {}", self.said());
    }

    /// What stands between its heads and its feet.
    fn said(&self) -> &str {
        let main = self.body.split("<main").nth(1).unwrap_or(&self.body);
        let main = main.split("</main>").next().unwrap_or(main);
        main.get(..6000).unwrap_or(main)
    }

    /// The addresses to which it leads.
    pub(crate) fn hrefs(&self) -> impl Iterator<Item = String> {
        let after = self.body.split("href=\"").skip(1);
        after.map(|rest| plain(rest.split('"').next().unwrap()))
    }

    /// The first address on it that contains a text.
    #[track_caller]
    pub(crate) fn link(&self, with: &str) -> String {
        let found = self.hrefs().find(|href| href.contains(with));
        found.unwrap_or_else(|| panic!("no link with {with:?} in {}", self.body))
    }

    /// The last form that is sent to an address that ends like this, with what stands in it.
    #[track_caller]
    pub(crate) fn form(&self, to: &str) -> Form {
        let forms = self.body.split("<form ").skip(1);
        let found = forms.filter_map(|form| form.split("</form>").next()).filter(|form| {
            let head = form.split('>').next().unwrap();
            head.contains("method=\"post\"") && attribute(head, "action").ends_with(to)
        });
        let form = found.last().unwrap_or_else(|| panic!("no form for {to:?} in {}", self.body));
        let mut fields = Vec::new();
        for tag in form.split('<').skip(1) {
            let (head, rest) = tag.split_once('>').unwrap_or((tag, ""));
            let name = attribute(head, "name");
            let chosen = head.contains(" checked");
            let value = match head.split_whitespace().next().unwrap_or_default() {
                "input" => match attribute(head, "type").as_str() {
                    "radio" | "checkbox" if !chosen => continue,
                    "file" => continue,
                    _ => attribute(head, "value"),
                },
                "textarea" => plain(rest),
                _ => continue,
            };
            if !name.is_empty() {
                fields.push((name, value));
            }
        }
        Form { action: attribute(form.split('>').next().unwrap(), "action"), fields }
    }
}

impl Form {
    /// The same with a field as it was typed.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.and(name, value)
    }

    /// The same with one more value of a field.
    #[must_use]
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same without a field.
    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}

fn attribute(head: &str, name: &str) -> String {
    let begin = format!(" {name}=\"");
    let padded = format!(" {head}");
    let value = padded.split(&begin).nth(1).and_then(|rest| rest.split('"').next());
    plain(value.unwrap_or_default())
}

fn plain(html: &str) -> String {
    let mut text = html.to_owned();
    for (code, sign) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        text = text.replace(code, sign);
    }
    text
}

fn coded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn whole(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|two| two == b"\r\n").expect("half a chunk");
        let length = std::str::from_utf8(&chunks[..end]).unwrap();
        let length = usize::from_str_radix(length.trim(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[end + 2..end + 2 + length]);
        chunks = &chunks[end + 4 + length..];
    }
}
