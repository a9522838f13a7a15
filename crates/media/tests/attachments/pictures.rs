use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use participation_media::{MediaError, MediaType, Policy, accept};

use crate::files::*;

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The colour that a decoder sees, each channel rounded to 0 or 255.
fn colour(bytes: &[u8], x: u32, y: u32) -> [u8; 3] {
    let image = image::load_from_memory(bytes).unwrap().into_rgb8();
    image.get_pixel(x, y).0.map(|channel| if channel < 128 { 0 } else { 255 })
}

#[test]
fn no_byte_of_the_place_or_the_camera_comes_out() {
    let file = with_exif(&jpeg(), 1);
    assert!(holds(&file, PLACE) && holds(&file, CAMERA));
    let accepted = look(&file).unwrap();
    let exif = exif(1);
    for part in exif.windows(8).filter(|part| part.iter().any(|byte| *byte != 0)) {
        assert!(!holds(&accepted.bytes, part), "{part:02x?}");
    }
    assert_eq!(accepted.bytes, look(&jpeg()).unwrap().bytes, "as if it had never been there");
}

#[test]
fn a_jpeg_comes_out_with_the_segments_of_its_pixels_only() {
    let segments: [(u8, &[u8]); 5] = [
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>where I live</x:xmpmeta>"),
        (0xe2, b"ICC_PROFILE\0\x01\x01who made the screen"),
        (0xed, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x04name"),
        (0xee, b"Adobe\0\x64\0\0\0\0\x01"),
        (0xfe, b"a comment"),
    ];
    let file = [with_segments(&jpeg(), &segments), b"<script>alert(1)</script>".to_vec()].concat();
    let accepted = look(&file).unwrap();
    let mut at = 2;
    let mut markers = Vec::new();
    while markers.last() != Some(&0xda) {
        markers.push(accepted.bytes[at + 1]);
        let length = [accepted.bytes[at + 2], accepted.bytes[at + 3]];
        at += 2 + usize::from(u16::from_be_bytes(length));
    }
    markers.dedup();
    // JFIF, frame, quantisation, Huffman tables, scan.
    assert_eq!(markers, [0xe0, 0xc0, 0xdb, 0xc4, 0xda]);
    assert!(accepted.bytes.ends_with(&[0xff, 0xd9]));
}

#[test]
fn a_png_comes_out_with_the_chunks_of_its_pixels_only() {
    let extra = [
        chunk(b"eXIf", &exif(1)),
        chunk(b"tEXt", b"Author\0somebody"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>"),
        chunk(b"iCCP", &[b"who\0\0".as_slice(), &deflated(b"profile")].concat()),
        chunk(b"tIME", &[7, 230, 1, 1, 0, 0, 0]),
        chunk(b"prVt", b"of our own"),
    ];
    let file = [with_chunks(&png(), &extra.concat()), b"after the end".to_vec()].concat();
    let accepted = look(&file).unwrap();
    let (mut at, mut kinds) = (8, Vec::new());
    while at < accepted.bytes.len() {
        let length = accepted.bytes[at..at + 4].try_into().unwrap();
        kinds.push(String::from_utf8(accepted.bytes[at + 4..at + 8].to_vec()).unwrap());
        at += 12 + usize::try_from(u32::from_be_bytes(length)).unwrap();
    }
    kinds.dedup();
    assert_eq!(kinds, ["IHDR", "IDAT", "IEND"]);
    assert_eq!(accepted.bytes, look(&png()).unwrap().bytes);
}

#[test]
fn a_picture_is_turned_as_its_exif_says() {
    // The white corner was top left; where it is afterwards, and whether the sides change.
    let at = |orientation: u8| {
        let accepted = look(&with_exif(&jpeg(), orientation)).unwrap();
        let (width, height) = accepted.size.unwrap();
        let (right, bottom) = (width - 2, height - 2);
        let corners = [(1, 1), (right, 1), (right, bottom), (1, bottom)];
        let white = corners.map(|(x, y)| colour(&accepted.bytes, x, y) == [255; 3]);
        (white.iter().position(|white| *white).unwrap(), width > height)
    };
    let turned: Vec<_> = (1..=8).map(at).collect();
    let expected = [
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (0, false),
        (1, false),
        (2, false),
        (3, false),
    ];
    assert_eq!(turned, expected);
    assert_eq!(at(0), (0, true), "an orientation that does not exist turns nothing");
    let png = with_chunks(&png(), &chunk(b"eXIf", &exif(6)));
    assert_eq!(look(&png).unwrap().size, Some((16, 32)));
}

#[test]
fn a_page_or_a_program_inside_a_picture_is_gone() {
    let script = b"*/=1;alert(document.domain)//<script>alert(1)</script>";
    // A comment in a GIF, which a browser that is told so would run as a program.
    let mut polyglot = gif();
    let at = polyglot.iter().position(|byte| *byte == 0x21 || *byte == 0x2c).unwrap();
    let length = u8::try_from(script.len()).unwrap();
    let comment = [&[0x21, 0xfe, length], script.as_slice(), &[0]].concat();
    polyglot.splice(at..at, comment);
    let accepted = look(&polyglot).unwrap();
    assert!(holds(&polyglot, script) && !holds(&accepted.bytes, b"alert"));
    assert_eq!(accepted.media_type, MediaType::Png);
    // The classic one makes its size the start of a comment, and is no picture.
    assert!(look(b"GIF89a/*\0\0\0\0\0*/=1;alert(1)").is_err());
}

#[test]
fn each_format_comes_out_as_promised() {
    let out = |bytes: &[u8]| look(bytes).unwrap();
    for (file, expected) in [
        (png(), MediaType::Png),
        (jpeg(), MediaType::Jpeg),
        (gif(), MediaType::Png),
        (webp(), MediaType::Png),
    ] {
        let accepted = out(&file);
        assert_eq!((accepted.media_type, accepted.size), (expected, Some((32, 16))));
        assert_eq!(accepted.name, format!("file.{}", expected.extension()));
        assert_eq!(colour(&accepted.bytes, 12, 10), [255, 0, 0]);
        assert_eq!(colour(&accepted.bytes, 24, 10), [0, 0, 255]);
        assert_eq!(accepted, out(&file), "twice the same");
        let again = out(&accepted.bytes);
        assert_eq!(again.media_type, expected, "what came out goes in");
    }
    let accepted = out(&lossy_webp());
    assert_eq!((accepted.media_type, accepted.size), (MediaType::Jpeg, Some((1, 1))));
}

#[test]
fn what_is_under_transparent_pixels_is_not_published() {
    let mut image = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 255]));
    image.put_pixel(4, 4, Rgba([250, 251, 252, 0]));
    let file = encoded(&DynamicImage::ImageRgba8(image), ImageFormat::Png);
    let seen = image::load_from_memory(&look(&file).unwrap().bytes).unwrap().into_rgba8();
    assert_eq!(seen.get_pixel(4, 4).0, [0; 4]);
    assert_eq!(seen.get_pixel(0, 0).0, [1, 2, 3, 255]);

    let policy = Policy { max_edge: 4, ..Policy::default() };
    let small = accept(&file, "a.png", None, &policy).unwrap();
    let seen = image::load_from_memory(&small.bytes).unwrap().into_rgba8();
    assert!(seen.pixels().all(|pixel| pixel.0[0] <= 1), "it ran into its neighbours");
}

#[test]
fn a_large_picture_is_made_smaller_and_keeps_its_shape() {
    let policy = Policy { max_edge: 100, ..Policy::default() };
    let size = |width, height| {
        let file = encoded(&drawing(width, height), ImageFormat::Png);
        accept(&file, "a.png", None, &policy).unwrap().size
    };
    assert_eq!(size(400, 200), Some((100, 50)));
    assert_eq!(size(100, 100), Some((100, 100)));
    assert_eq!(size(120, 101), Some((100, 84)));
    assert_eq!(size(1000, 1), Some((100, 1)));
}

#[test]
fn a_picture_that_moves_is_refused() {
    let mut frames = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut frames);
    for _ in 0..2 {
        encoder.encode_frame(image::Frame::new(RgbaImage::new(4, 4))).unwrap();
    }
    drop(encoder);
    assert_eq!(look(&frames), Err(MediaError::Moves { found: MediaType::Gif }));

    let control = chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    let moves = Err(MediaError::Moves { found: MediaType::Png });
    assert_eq!(look(&with_chunks(&png(), &control)), moves);

    let canvas = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x03\0\0\x03\0\0";
    assert_eq!(look(canvas), Err(MediaError::Moves { found: MediaType::WebP }));
}
