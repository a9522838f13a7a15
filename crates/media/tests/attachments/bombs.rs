use participation_media::{MediaError, MediaType, Policy, accept};

use crate::files::*;

const HUGE: u32 = 100_000;

fn too_many(bytes: &[u8]) -> bool {
    matches!(look(bytes), Err(MediaError::TooManyPixels { .. }))
}

#[test]
fn ten_thousand_million_pixels_cost_a_look_at_the_header() {
    // 40 GB, if anybody believed it.
    let header = ihdr(HUGE, HUGE);
    let max = Policy::default().max_pixels;
    let refused = Err(MediaError::TooManyPixels { width: HUGE, height: HUGE, max });
    assert_eq!(look(&header), refused);
    let rows = deflated(&vec![0; 1 << 20]);
    let whole = [header, chunk(b"IDAT", &rows), chunk(b"IEND", &[])].concat();
    assert_eq!(look(&whole), refused);
}

#[test]
fn every_format_is_held_against_the_limit_by_its_header() {
    let mut screen = gif();
    screen[6..10].copy_from_slice(&[0xff; 4]);
    assert!(too_many(&screen), "GIF: the logical screen");

    let mut frame = jpeg();
    let at = frame.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    frame[at + 5..at + 9].copy_from_slice(&[0xff; 4]);
    assert!(too_many(&frame), "JPEG: the frame header");

    let canvas = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff".to_vec();
    let inner = [&canvas[..], &lossy_webp()[12..]].concat();
    assert!(!too_many(&inner) && look(&inner).is_err(), "WebP: two sizes");
    let mut lossless = webp();
    lossless[21..25].copy_from_slice(&[0xff, 0xff, 0xff, 0x0f]);
    assert!(too_many(&lossless), "WebP: the lossless header");
    let mut lossy = lossy_webp();
    lossy[26..30].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    assert!(too_many(&lossy), "WebP: the lossy header");
}

#[test]
fn a_picture_inside_that_is_larger_than_its_canvas_is_refused() {
    let mut frame = lossy_webp()[12..].to_vec();
    frame[14..18].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    let canvas = b"RIFF\x30\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let file = [canvas.as_slice(), &frame].concat();
    assert!(matches!(look(&file), Err(MediaError::Damaged { .. })));

    let mut outside = gif();
    let at = outside.iter().position(|byte| *byte == 0x2c).unwrap();
    outside[at + 5..at + 9].copy_from_slice(&[0xff; 4]);
    assert!(matches!(look(&outside), Err(MediaError::Damaged { .. })));
}

#[test]
fn texts_and_profiles_that_unpack_to_much_are_never_unpacked() {
    // 64 MiB of zeros, a thousandth of it when packed.
    let bomb = deflated(&vec![0; 64 << 20]);
    let text = chunk(b"zTXt", &[b"Comment\0\0".as_slice(), &bomb].concat());
    let international = chunk(b"iTXt", &[b"Comment\0\x01\0\0\0".as_slice(), &bomb].concat());
    let profile = chunk(b"iCCP", &[b"Profile\0\0".as_slice(), &bomb].concat());
    let mut file = with_chunks(&png(), &[text, international, profile].concat());
    // Had the decoder seen them, the check sum of the last would have stopped it.
    let at = file.windows(4).position(|kind| kind == b"iCCP").unwrap();
    file[at + 12] ^= 1;
    assert_eq!(look(&file).unwrap().bytes, look(&png()).unwrap().bytes);
}

#[test]
fn a_row_that_unpacks_to_more_than_the_picture_is_not_kept() {
    let rows = deflated(&vec![0; 64 << 20]);
    let file = [ihdr(4, 4), chunk(b"IDAT", &rows), chunk(b"IEND", &[])].concat();
    if let Ok(accepted) = look(&file) {
        assert_eq!(accepted.size, Some((4, 4)));
        assert!(accepted.bytes.len() < 200);
    }
}

#[test]
fn a_jpeg_of_endless_scans_is_refused() {
    let jpeg = jpeg();
    let at = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let scans = jpeg[at..jpeg.len() - 2].repeat(100);
    let file = [&jpeg[..at], &scans, &[0xff, 0xd9]].concat();
    assert!(matches!(look(&file), Err(MediaError::Damaged { .. })));
}

#[test]
fn a_picture_cut_short_is_refused_wherever_it_is_cut() {
    for (file, found) in [
        (jpeg(), MediaType::Jpeg),
        (png(), MediaType::Png),
        (gif(), MediaType::Gif),
        (webp(), MediaType::WebP),
        (lossy_webp(), MediaType::WebP),
        (with_exif(&jpeg(), 6), MediaType::Jpeg),
    ] {
        assert!(look(&file).is_ok(), "{found}");
        for end in 16..file.len() {
            let cut = look(&file[..end]);
            assert!(
                matches!(&cut, Err(MediaError::Damaged { found: f, .. }) if *f == found),
                "{found} at {end}: {cut:?}"
            );
        }
    }
}

#[test]
fn an_office_document_that_unpacks_to_much_is_refused() {
    let bomb = zip(&DOCX, Some(u32::MAX));
    let length = 2 * u64::from(u32::MAX);
    let max = Policy::default().max_unpacked;
    assert_eq!(look(&bomb), Err(MediaError::Unpacks { found: MediaType::Docx, length, max }));
}

#[test]
fn a_picture_that_grows_past_the_limit_is_refused() {
    let noise = image::RgbImage::from_fn(64, 64, |x, y| {
        let mixed = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761).to_le_bytes();
        image::Rgb([mixed[1], mixed[2], mixed[3]])
    });
    let noise = image::DynamicImage::ImageRgb8(noise);
    let file = encoded(&noise, image::ImageFormat::WebP);
    let grown = look(&file).unwrap().bytes.len();
    let policy = Policy { max_bytes: file.len().max(grown - 1), ..Policy::default() };
    if grown > file.len() {
        let refused = Err(MediaError::Grown { length: grown, max: policy.max_bytes });
        assert_eq!(accept(&file, "a.webp", None, &policy), refused);
    }
}
