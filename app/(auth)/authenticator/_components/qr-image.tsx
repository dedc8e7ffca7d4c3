const quietZone = 4;

/** A QR code, dark on white in either theme: cameras read nothing else. */
export function QrImage({ rows, label }: { rows: readonly (readonly boolean[])[]; label: string }) {
  const size = rows.length + 2 * quietZone;
  const dark = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + quietZone} ${y + quietZone}h1v1h-1z`] : [])),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-60 justify-self-center rounded-lg border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
