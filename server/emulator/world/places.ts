/**
 * Cities whose zones are worth testing: both American coasts, no DST, half and three-quarter hours, midnight that does
 * not exist.
 */
export type Place = { city: string; state: string; country: string; postalCode: string; zone: string };

export const places: readonly Place[] = [
  { city: 'New York', state: 'NY', country: 'US', postalCode: '10011', zone: 'America/New_York' },
  { city: 'Los Angeles', state: 'CA', country: 'US', postalCode: '90015', zone: 'America/Los_Angeles' },
  { city: 'Chicago', state: 'IL', country: 'US', postalCode: '60607', zone: 'America/Chicago' },
  { city: 'Phoenix', state: 'AZ', country: 'US', postalCode: '85004', zone: 'America/Phoenix' },
  { city: 'St. John’s', state: 'NL', country: 'CA', postalCode: 'A1C 1A1', zone: 'America/St_Johns' },
  { city: 'Kathmandu', state: 'Bagmati', country: 'NP', postalCode: '44600', zone: 'Asia/Kathmandu' },
  { city: 'Havana', state: 'La Habana', country: 'CU', postalCode: '10400', zone: 'America/Havana' },
  { city: 'Brooklyn', state: 'NY', country: 'US', postalCode: '11201', zone: 'America/New_York' },
  { city: 'Denver', state: 'CO', country: 'US', postalCode: '80202', zone: 'America/Denver' },
  { city: 'Jersey City', state: 'NJ', country: 'US', postalCode: '07302', zone: 'America/New_York' },
];

export const streets = [
  'Alder Street',
  'Beacon Avenue',
  'Canal Street',
  'Dogwood Lane',
  'Elm Street',
  'Foundry Road',
  'Garden Place',
  'Harbor Way',
  'Iron Works Drive',
  'Juniper Street',
  'King Street',
  'Linden Boulevard',
  'Mill Road',
  'Orchard Street',
  'Pearl Street',
  'Quarry Lane',
  'River Terrace',
  'Sycamore Avenue',
  'Union Square',
  'Walnut Street',
] as const;

export const buildingNames = [
  'The Alder',
  'Beacon House',
  'Canal Lofts',
  'Dogwood Court',
  'Elm Terrace',
  'The Foundry',
  'Garden Place',
  'Harbor Point',
  'Ironworks',
  'Juniper Hall',
  'Kingsway',
  'Linden Row',
  'Millstone',
  'North Pier',
  'Orchard Park',
  'Pearl Tower',
  'The Quarry',
  'Riverside',
  'Sycamore Flats',
  'Union Yard',
] as const;

export const portfolioNames = [
  'Northwind Residential',
  'Harbor & Main',
  'Cedarline Living',
  'Atlas Urban Homes',
  'Bluebird Communities',
  'Granite Peak Properties',
] as const;

/** Communal doors in the order a building gets them. */
export const communalDoorNames = [
  'Main Entrance',
  'Rear Entrance',
  'Garage',
  'Mail Room',
  'Gym',
  'Laundry',
  'Roof Deck',
  'Bike Room',
  'Package Room',
  'Lounge',
  'Pool',
  'Courtyard Gate',
  'Trash Room',
  'Coworking',
] as const;
