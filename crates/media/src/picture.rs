//! Pictures: nothing but their pixels comes out.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageResult, Limits};

use crate::error::MediaError;
use crate::kind::MediaType;
use crate::policy::Policy;

mod header;
mod lean;

/// Quality of a JPEG from 1 to 100: text in a photograph stays sharp, and the second loss after
/// the camera's is not seen.
const QUALITY: u8 = 88;

/// A picture encoded anew.
pub(crate) struct Picture {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: MediaType,
    pub(crate) size: (u32, u32),
}

/// Decodes a picture within the policy's limits, turns it as its EXIF says, makes it smaller if
/// it is larger than a screen, and encodes its pixels.
pub(crate) fn anew(bytes: &[u8], found: MediaType, policy: &Policy) -> Result<Picture, MediaError> {
    let damaged = |fault: &str| MediaError::Damaged { found, fault: fault.to_owned() };
    let header = header::read(bytes, found).ok_or_else(|| damaged("its header does not fit"))?;
    let (width, height) = (header.width, header.height);
    if width == 0 || height == 0 {
        return Err(damaged("it has no pixels"));
    }
    if u64::from(width) * u64::from(height) > policy.max_pixels {
        return Err(MediaError::TooManyPixels { width, height, max: policy.max_pixels });
    }
    if header.moves {
        return Err(MediaError::Moves { found });
    }
    if !header.whole {
        return Err(damaged("its end is missing"));
    }
    let decoded = decode(bytes, found, &header, policy);
    let image = decoded.map_err(|error| damaged(&error.to_string()))?;
    let image = image.ok_or_else(|| damaged("its headers say two sizes"))?;
    let image = smaller(plain(image), policy.max_edge);
    let lossy = found == MediaType::Jpeg || found == MediaType::WebP && !header.lossless;
    let media_type =
        if lossy && !image.color().has_alpha() { MediaType::Jpeg } else { MediaType::Png };
    let encoded = encode(&image, media_type).map_err(|error| damaged(&error.to_string()))?;
    Ok(Picture { bytes: encoded, media_type, size: (image.width(), image.height()) })
}

/// The pixels, upright; nothing if the decoder sees another size than the header.
fn decode(
    bytes: &[u8],
    found: MediaType,
    header: &header::Header,
    policy: &Policy,
) -> ImageResult<Option<DynamicImage>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(header.width);
    limits.max_image_height = Some(header.height);
    // 8 bytes a pixel are 16 bits of four channels; as much again is what decoders work in.
    limits.max_alloc = Some(policy.max_pixels.saturating_mul(16));
    let size = (header.width, header.height);
    match found {
        MediaType::Png => {
            let lean = Cursor::new(lean::png(bytes));
            pixels(PngDecoder::with_limits(lean, limits.clone())?, size, limits)
        }
        MediaType::Gif => pixels(GifDecoder::new(Cursor::new(bytes))?, size, limits),
        MediaType::WebP => pixels(WebPDecoder::new(Cursor::new(bytes))?, size, limits),
        MediaType::Jpeg => pixels(JpegDecoder::new(Cursor::new(bytes))?, size, limits),
        MediaType::Pdf
        | MediaType::Text
        | MediaType::Csv
        | MediaType::Calendar
        | MediaType::Odt
        | MediaType::Ods
        | MediaType::Docx
        | MediaType::Xlsx => Ok(None),
    }
}

fn pixels(
    mut decoder: impl ImageDecoder,
    size: (u32, u32),
    limits: Limits,
) -> ImageResult<Option<DynamicImage>> {
    if decoder.dimensions() != size {
        return Ok(None);
    }
    decoder.set_limits(limits)?;
    // An EXIF block that cannot be read says nothing; it is dropped like any other.
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(Some(image))
}

/// Not longer than `edge` on either side. The average of the pixels that fall on one: it needs no
/// second picture in floating point, and no sine, whose last digit differs between machines.
fn smaller(image: DynamicImage, edge: u32) -> DynamicImage {
    let edge = edge.max(1);
    if image.width() <= edge && image.height() <= edge {
        image
    } else {
        image.thumbnail(edge, edge)
    }
}

/// 8 bits a channel, and a channel for transparency only where something is transparent. What is
/// under a fully transparent pixel is not seen, so it is not published; nor does it run into its
/// neighbours, because this comes before making the picture smaller.
fn plain(image: DynamicImage) -> DynamicImage {
    let colours = image.color().has_color();
    if !image.color().has_alpha() {
        return opaque(image, colours);
    }
    let mut pixels = image.into_rgba8();
    let mut transparent = false;
    for pixel in pixels.pixels_mut() {
        let [_, _, _, alpha] = pixel.0;
        transparent |= alpha != u8::MAX;
        if alpha == 0 {
            pixel.0 = [0; 4];
        }
    }
    let image = DynamicImage::ImageRgba8(pixels);
    match (transparent, colours) {
        (true, true) => image,
        (true, false) => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        (false, _) => opaque(image, colours),
    }
}

fn opaque(image: DynamicImage, colours: bool) -> DynamicImage {
    if colours {
        DynamicImage::ImageRgb8(image.into_rgb8())
    } else {
        DynamicImage::ImageLuma8(image.into_luma8())
    }
}

fn encode(image: &DynamicImage, media_type: MediaType) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let (pixels, width, height) = (image.as_bytes(), image.width(), image.height());
    let color = image.color().into();
    if media_type == MediaType::Jpeg {
        JpegEncoder::new_with_quality(&mut bytes, QUALITY)
            .write_image(pixels, width, height, color)?;
    } else {
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
            .write_image(pixels, width, height, color)?;
    }
    Ok(bytes)
}
