import { useEffect, useRef } from "react";

interface PictureProps {
  stream: MediaStream | null;
  name: string;
  isMirrored?: boolean;
  className?: string;
}

/** The picture of a camera or a screen, without sound. People see their own face mirrored. */
export function Picture({ stream, name, isMirrored = false, className = "" }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <video
      ref={video}
      autoPlay
      muted
      playsInline
      aria-label={name}
      className={`rounded-control bg-sunken object-cover ${isMirrored ? "-scale-x-100" : ""} ${className}`}
    />
  );
}
