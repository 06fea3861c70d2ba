import { useEffect, useRef } from "react";

interface PictureProps {
  stream: MediaStream | null;
  name: string;
  isMirrored?: boolean;
  className?: string;
}

/** What a camera or a screen shows, without sound. One's own face is seen as in a mirror. */
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
