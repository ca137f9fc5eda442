"""Tells the kind of a file from its first bytes. Believes neither its name nor what a card says."""

# How files of a kind begin, the ending of their names, and their media type.
_SIGNATURES = (
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF8", "gif", "image/gif"),
    (b"BM", "bmp", "image/bmp"),
    (b"II*\x00", "tiff", "image/tiff"),
    (b"MM\x00*", "tiff", "image/tiff"),
    (b"%PDF-", "pdf", "application/pdf"),
    (b"OggS", "ogg", "audio/ogg"),
    (b"ID3", "mp3", "audio/mpeg"),
    (b"\xff\xfb", "mp3", "audio/mpeg"),
    (b"-----BEGIN PGP", "asc", "application/pgp-keys"),
    (b"-----BEGIN CERTIFICATE", "pem", "application/x-x509-ca-cert"),
)
# The brand of a file in the ISO base media format, from its ninth byte.
_BRANDS = {
    b"heic": ("heic", "image/heic"), b"heix": ("heic", "image/heic"), b"mif1": ("heic", "image/heic"),
    b"msf1": ("heic", "image/heic"), b"avif": ("avif", "image/avif"), b"M4A ": ("m4a", "audio/mp4"),
}  # fmt: skip
_RIFF = {b"WEBP": ("webp", "image/webp"), b"WAVE": ("wav", "audio/wav")}
UNKNOWN = ("bin", "application/octet-stream")


def file_kind(content: bytes) -> tuple[str, str]:
    """Return the ending for a file's name and its media type, by its first bytes: `jpg` and `image/jpeg`.

    Never a kind that a program runs, whatever the card says.
    """
    for start, ending, media_type in _SIGNATURES:
        if content.startswith(start):
            return ending, media_type
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], UNKNOWN)
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], UNKNOWN)
    return UNKNOWN


def is_picture(content: bytes) -> bool:
    """Return whether bytes are a picture that a note can show."""
    return file_kind(content)[1].startswith("image/")
