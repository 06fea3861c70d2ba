import { QRCodeSVG } from "qrcode.react";

/** A text as a QR code. It stays black on white in the dark theme, too: not every camera reads inverted codes. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  return (
    <QRCodeSVG
      value={text}
      role="img"
      aria-label={label}
      marginSize={2}
      size={128}
      bgColor="#ffffff"
      fgColor="#000000"
      className="rounded-control border border-line"
    />
  );
}
