'use client';

import { parseAbsolute } from '@internationalized/date';
import { type FocusEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { FieldError } from 'react-aria-components/FieldError';
import { Group } from 'react-aria-components/Group';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { parseLocalDate } from '#lib/time/day';
import { epochMs, type Instant, toInstant } from '#lib/time/instant';
import { zoneCity } from '#lib/time/zone';
import { useNow } from './clock.tsx';
import { noSuchDay } from './day-field.tsx';
import { ErrorText, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';
import { RequestId } from './request-id.tsx';

type DateTimeFieldProps = FieldTexts & {
  value: Instant | null;
  onChange: (value: Instant | null) => void;
  /** The building's zone (IANA): what is typed is its wall clock. */
  zone: string;
  isDisabled?: boolean;
};

/**
 * Day and time in a building's zone, 24 hours, typed or picked. What is no day when it is left, such as 31 February or
 * one half typed, is none: neither the nearest one nor the one before. Browser only: load it with what contains it.
 */
export function DateTimeField({ label, hint, error: given, value, onChange, zone, isDisabled }: DateTimeFieldProps) {
  const now = useNow();
  const [isUnreadable, setUnreadable] = useState(false);
  const isLeaving = useRef(false);
  const error = given ?? (isUnreadable ? noSuchDay : undefined);
  const take = (instant: Instant | null) => {
    setUnreadable(false);
    onChange(instant);
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (currentTarget.contains(relatedTarget as Node | null) || canRead(currentTarget)) return;
    // The nearest day that exists comes right after, and is not taken.
    isLeaving.current = true;
    setUnreadable(true);
    onChange(null);
  };
  return (
    <I18nProvider locale="en-GB">
      <DatePicker
        value={value === null ? null : parseAbsolute(value, zone)}
        onChange={(date) => {
          if (!isLeaving.current) take(date === null ? null : toInstant(epochMs(date.toAbsoluteString())));
        }}
        placeholderValue={parseAbsolute(now, zone)}
        granularity="minute"
        hourCycle={24}
        hideTimeZone
        isInvalid={error !== undefined}
        isDisabled={isDisabled}
        className="grid gap-1"
      >
        <Label className="font-medium">{label}</Label>
        <Group
          onBlurCapture={leave}
          onBlur={() => {
            isLeaving.current = false;
          }}
          className="flex h-8 items-center rounded border border-edge bg-raised pl-2.5 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent invalid:border-stopped disabled:bg-sunken disabled:text-muted max-sm:h-11"
        >
          <DateInput className="flex flex-1 items-center">
            {(segment) => (
              <DateSegment
                segment={segment}
                className="rounded-sm px-0.5 outline-none placeholder-shown:text-muted focus:bg-accent focus:text-accent-on"
              />
            )}
          </DateInput>
          <span className="text-sm text-muted">{zoneCity(zone)}</span>
          <Button
            aria-label="Choose a day"
            className="grid h-full w-9 place-items-center rounded text-muted hover:text-ink"
          >
            <Icon name="calendar" />
          </Button>
        </Group>
        <FieldError className="flex gap-1.5 text-sm text-stopped">
          <Icon name="warning" className="mt-px" />
          <ErrorText error={error} />
        </FieldError>
        {typeof error === 'object' && <RequestId id={error.requestId} />}
        {hint && (
          <Text slot="description" className="text-sm text-muted">
            {hint}
          </Text>
        )}
        <Popover className="enter rounded-lg border border-line bg-raised p-3 shadow-raised">
          <Dialog className="outline-none">
            <DayCalendar />
          </Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  );
}

/** Whether what stands in the parts is a day and time, or nothing at all. */
function canRead(field: Element): boolean {
  const parts = [...field.querySelectorAll('[data-type]:not([data-type=literal])')];
  const left = parts.filter((part) => part.matches('[data-placeholder]')).length;
  if (left > 0) return left === parts.length;
  const [year, month, day] = ['year', 'month', 'day'].map(
    (type) => parts.find((part) => part.matches(`[data-type=${type}]`))?.textContent ?? '',
  );
  return parseLocalDate(`${year?.padStart(4, '0')}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`) !== null;
}

function DayCalendar() {
  return (
    <Calendar className="grid gap-2">
      <header className="flex items-center justify-between">
        <Button slot="previous" className="grid size-8 place-items-center rounded text-muted hover:bg-sunken">
          <Icon name="chevron-left" />
        </Button>
        <Heading className="font-medium" />
        <Button slot="next" className="grid size-8 place-items-center rounded text-muted hover:bg-sunken">
          <Icon name="chevron-right" />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="short" className="text-center text-sm">
        {(date) => (
          <CalendarCell
            date={date}
            className="grid size-9 place-items-center rounded outline-offset-0 hover:bg-sunken selected:bg-accent selected:text-accent-on disabled:text-muted outside-month:hidden"
          />
        )}
      </CalendarGrid>
    </Calendar>
  );
}
