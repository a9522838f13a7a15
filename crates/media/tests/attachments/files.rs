//! Files made by hand, so that every byte of them has a reason.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use participation_media::{Accepted, MediaError, Policy, accept};

/// Accepts under the default policy, with a name that claims nothing.
pub(crate) fn look(bytes: &[u8]) -> Result<Accepted, MediaError> {
    accept(bytes, "file", None, &Policy::default())
}

/// Left half red, right half blue; the top left corner white.
pub(crate) fn drawing(width: u32, height: u32) -> DynamicImage {
    let mut image = RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }
    });
    for (x, y) in (0..width / 4).flat_map(|x| (0..height / 4).map(move |y| (x, y))) {
        image.put_pixel(x, y, Rgb([255; 3]));
    }
    DynamicImage::ImageRgb8(image)
}

pub(crate) fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn png() -> Vec<u8> {
    encoded(&drawing(32, 16), ImageFormat::Png)
}

pub(crate) fn jpeg() -> Vec<u8> {
    encoded(&drawing(32, 16), ImageFormat::Jpeg)
}

pub(crate) fn gif() -> Vec<u8> {
    encoded(&DynamicImage::ImageRgba8(drawing(32, 16).into_rgba8()), ImageFormat::Gif)
}

pub(crate) fn webp() -> Vec<u8> {
    encoded(&drawing(32, 16), ImageFormat::WebP)
}

/// One black pixel, lossy: the smallest file of its kind.
pub(crate) fn lossy_webp() -> Vec<u8> {
    let mut file = b"RIFF\x22\0\0\0WEBPVP8 \x16\0\0\0\x30\x01\0\x9d\x01\x2a\x01\0\x01\0".to_vec();
    file.extend(b"\x0e\xc0\xfe\x25\xa4\0\x03\x70\0\0\0\0");
    file
}

pub(crate) const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /OpenAction [3 0 R /Fit] >>\nendobj\n%%EOF\n";

pub(crate) const CALENDAR: &[u8] = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";

/// A chunk of a PNG with its check sum.
pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, body.as_slice(), &crc32fast::hash(&body).to_be_bytes()].concat()
}

/// The PNG with chunks put in after its header.
pub(crate) fn with_chunks(png: &[u8], chunks: &[u8]) -> Vec<u8> {
    [&png[..33], chunks, &png[33..]].concat()
}

pub(crate) fn ihdr(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = chunk(b"IHDR", &[&size[..], &[8, 6, 0, 0, 0]].concat());
    [b"\x89PNG\r\n\x1a\n".as_slice(), &header].concat()
}

pub(crate) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// An EXIF block (TIFF, the highest byte first) with an orientation, a place and a camera.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    tiff.extend(b"\x01\x0f\0\x02\0\0\0\x0c\0\0\0\x32");
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3e\0\0\0\0");
    tiff.extend(CAMERA);
    tiff.extend(b"\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x50\0\0\0\0");
    tiff.extend(PLACE);
    tiff
}

pub(crate) const CAMERA: &[u8] = b"Secret Phone";
/// 41 degrees 23 minutes 19.5 seconds.
pub(crate) const PLACE: &[u8] =
    &[0, 0, 0, 41, 0, 0, 0, 1, 0, 0, 0, 23, 0, 0, 0, 1, 0, 0, 0, 195, 0, 0, 0, 10];

/// The JPEG with segments put in after its first marker.
pub(crate) fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    for (marker, data) in segments {
        file.extend([0xff, *marker]);
        file.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        file.extend(*data);
    }
    file.extend(&jpeg[2..]);
    file
}

pub(crate) fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    with_segments(jpeg, &[(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat())])
}

/// A zip archive of files that are not compressed; each says that it unpacks to `unpacked`.
pub(crate) fn zip(files: &[(&str, &[u8])], unpacked: Option<u32>) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in files {
        let at = u32::try_from(bytes.len()).unwrap();
        let packed = u32::try_from(data.len()).unwrap();
        let mut common = b"\x14\0\0\0\0\0\0\0\0\0".to_vec();
        common.extend(crc32fast::hash(data).to_le_bytes());
        common.extend(packed.to_le_bytes());
        common.extend(unpacked.unwrap_or(packed).to_le_bytes());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), data].concat());
        directory.extend([b"PK\x01\x02\x14\0", common.as_slice(), &[0; 10]].concat());
        directory.extend([&at.to_le_bytes(), name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let start = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0, 0]].concat();
    [bytes, directory, end].concat()
}

pub(crate) const DOCX: [(&str, &[u8]); 2] =
    [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")];

pub(crate) const ODT: [(&str, &[u8]); 2] =
    [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<office/>")];
