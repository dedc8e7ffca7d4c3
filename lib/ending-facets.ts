/**
 * What runs out, or should. `own`: residents whose own (private) door lapses within 30 days; `endless`: no end, and no
 * resident; `lease`: goes on after the lease it belongs to; `today`, `tomorrow`: daily codes, by each door's calendar.
 */
export const endingShows = ['ends30', 'ends7', 'ends90', 'own', 'endless', 'lease', 'today', 'tomorrow'] as const;
export type EndingShow = (typeof endingShows)[number];
