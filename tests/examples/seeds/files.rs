//! Files from elsewhere, as small as they can be: polls, tables of Decidim, attachments; and
//! searches.

/// Each is a table of another kind or form.
pub(crate) const DECIDIM: [(&str, &str); 6] = [
    (
        "proposals",
        "id;title/ca;body/ca;votes;state;created_at;latitude;longitude;colour\n\
         7;Bancs;'+1;12;accepted;2020-01-02 03:04:05 UTC;41.4;2.18;green\n",
    ),
    (
        "former",
        "id;category/id;title;body;supports;endorsements\n7;3;Bancs;\"a; \"\"b\"\"\";12;1\n",
    ),
    (
        "comments",
        "id;created_at;body;locale;author/id;author/name;alignment;depth;user_group/id;\
         commentable_id;commentable_type;root_commentable_url\n\
         1;2020-01-02 03:04:05 UTC;Cal aigua;ca;5;Anna;-1;0;;7;Decidim::Proposals::Proposal;\n",
    ),
    (
        "projects",
        "id;title/ca;description/ca;budget_amount;confirmed_votes;selected_at\n\
         3;Font;Una font;1200000;40;\n",
    ),
    (
        "json",
        r#"[{"id":7,"title":{"ca":"Bancs"},"body":{"ca":"Dos"},"votes":12,"colour":"green"}]"#,
    ),
    (
        "json_comments",
        r#"[{"id":1,"body":"Sí","locale":"ca","alignment":1,"depth":0,"commentable_id":7,
            "created_at":"2020-01-02 03:04:05 UTC",
            "commentable_type":"Decidim::Proposals::Proposal"}]"#,
    ),
];

/// A language, a query, a title and a text, each on its line.
pub(crate) const SEARCHES: [(&str, &str); 4] = [
    ("words", "ca\nbiblioteca diumenge\nMés biblioteques\nQue s'obrin els diumenges."),
    ("phrase", "es\n\"dos bancos\" -árbol\nBancos\nDos bancos y un árbol en la plaza"),
    ("begun", "en\nlibr*\nLibraries\nOpen the library on Sundays, please."),
    ("bidi", "ar\nمكتبة\nمكتبة\n\u{202e}abc\u{202c} \u{1f333}\u{200d}\u{1f333} e\u{301}"),
];

/// A name, a type, and the bytes of an attachment.
pub(crate) fn attachments() -> Vec<(&'static str, &'static str, &'static str, Vec<u8>)> {
    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
    const ODT: &str = "application/vnd.oasis.opendocument.text";
    let docx: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"")];
    vec![
        ("png", "a.png", "image/png", PNG.to_vec()),
        ("gif", "a.gif", "", GIF.to_vec()),
        ("webp", "a.webp", "", WEBP.to_vec()),
        ("jpeg", "a.jpg", "image/jpeg", jpeg()),
        ("pdf", "../a\u{202e}.pdf", "", PDF.to_vec()),
        ("odt", "a.odt", ODT, zip(&[("mimetype", ODT.as_bytes()), ("content.xml", b"<a/>")])),
        ("docx", "", "", zip(&docx)),
        ("text", "acta", "text/plain", "Acta de la reunió".as_bytes().to_vec()),
        ("csv", "a.csv", "", b"a;b\n1;2\n".to_vec()),
        ("ics", "a.ics", "", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n".to_vec()),
        ("svg", "a.png", "", b"<svg onload='x'/>".to_vec()),
    ]
}

/// An archive of files that are not compressed, without check sums.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let short = |length: usize| u16::try_from(length).expect("a seed is short").to_le_bytes();
    let long = |length: usize| u32::try_from(length).expect("a seed is short").to_le_bytes();
    for (name, data) in files {
        let at = long(bytes.len());
        let length = long(data.len());
        let sizes = [&[0; 4], &length[..], &length, &short(name.len()), &[0, 0]].concat();
        let common = [b"\x14\0\0\0\0\0\0\0\0\0", &sizes[..]].concat();
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), data].concat());
        let line = [b"PK\x01\x02\x14\0", &common[..], &[0; 10], &at, name.as_bytes()];
        directory.extend(line.concat());
    }
    let count = short(files.len());
    let end = [b"PK\x05\x06\0\0\0\0", &count[..], &count, &long(directory.len())];
    let end = [&end.concat()[..], &long(bytes.len()), &[0, 0]].concat();
    [bytes, directory, end].concat()
}

/// One grey pixel.
const PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\
    \x08\0\0\0\0:~\x9bU\0\0\0\x0aIDATx\x9cch\0\0\0\
    \x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

/// One white pixel.
const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// One black pixel, lossy.
const WEBP: &[u8] = b"RIFF\x22\0\0\0WEBPVP8 \x16\0\0\0\x30\x01\0\x9d\x01\x2a\x01\0\x01\0\
    \x0e\xc0\xfe\x25\xa4\0\x03\x70\0\0\0\0";

/// One grey pixel, baseline: tables that divide by one and hold one code each.
fn jpeg() -> Vec<u8> {
    let start = b"\xff\xd8\xff\xdb\0\x43\0";
    let size = b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0";
    let codes = |class| [b"\xff\xc4\0\x14", &[class, 1][..], &[0; 16]].concat();
    let pixel = b"\xff\xda\0\x08\x01\x01\0\0?\0?\xff\xd9";
    [&start[..], &[1; 64], size, &codes(0), &codes(0x10), pixel].concat()
}

/// Ranked files, each after the byte that tells the target its format.
pub(crate) const RANKED: [(&str, u8, &str); 5] = [
    ("blt", 0, "3 2\n-3\n4 1 2 0\n3 2 3 0\n(x) 1 3=1 - 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n"),
    (
        "soc",
        1,
        "# DATA TYPE: soc\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n\
        # NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n2: 1,2\n1: 2,1\n",
    ),
    (
        "soi",
        2,
        "# DATA TYPE: soi\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n\
        # NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n2: 1\n1: 2,1\n",
    ),
    (
        "toc",
        3,
        "# DATA TYPE: toc\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 3\n\
        # NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n\
        # ALTERNATIVE NAME 3: c\n2: {1,3},2\n1: 2,1,3\n",
    ),
    ("toi", 4, "2\n1,a\n2,b\n3,3,2\n2,{1,2}\n1,2\n"),
];

pub(crate) const PABULIB: [(&str, &str); 4] = [
    (
        "approval",
        concat!(
            "META\nkey;value\ndescription;A neighbourhood\ncountry;Catalonia\nunit;Vallbona\n",
            "instance;2024\nnum_projects;2\nnum_votes;3\nbudget;1000\nvote_type;approval\n",
            "rule;greedy\nmin_length;1\nmax_length;2\n",
            "PROJECTS\nproject_id;cost;votes;name;selected\n1;300;1;A bench;0\n2;800;3;Trees;1\n",
            "VOTES\nvoter_id;age;vote\n0;34;1,2\n1;61;2\n2;19;2\n",
        ),
    ),
    (
        "ordinal",
        concat!(
            "META\nkey;value\nnum_projects;2\nnum_votes;2\nbudget;500\nvote_type;ordinal\n",
            "rule;greedy\nmax_length;2\n",
            "PROJECTS\nproject_id;cost\na;200\nb;400\n",
            "VOTES\nvoter_id;vote\n0;b,a\n1;a\n",
        ),
    ),
    (
        "cumulative",
        concat!(
            "META\nkey;value\nnum_projects;2\nnum_votes;1\nbudget;500\nvote_type;cumulative\n",
            "rule;greedy-threshold\nmax_sum_points;10\n",
            "PROJECTS\nproject_id;cost\na;200\nb;400\n",
            "VOTES\nvoter_id;vote;points\n0;b,a;7,3\n",
        ),
    ),
    (
        "quoted",
        concat!(
            "META\nkey;value\nnum_projects;1\nnum_votes;1\nbudget;99.50\nvote_type;scoring\n",
            "rule;greedy-no-skip\n",
            "PROJECTS\nproject_id;cost;name\n\"x;1\";10.5;\"A \"\"new\"\" lamp\"\n",
            "VOTES\nvoter_id;vote;points\n0;\"x;1\";4\n",
        ),
    ),
];
