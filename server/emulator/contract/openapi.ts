import { z } from 'zod';
import { limits } from '../limits.ts';
import type { Readings } from '../readings/readings.ts';
import { declaredAnswers } from './declared-answers.ts';
import { type Route, schemasOf } from './route.ts';

const statusTexts: Record<string, string> = {
  200: 'OK',
  201: 'Created, no body',
  204: 'No body',
  400: 'Bad request',
  401: 'Missing or invalid token or credentials',
  403: 'Denied',
  404: 'Not found',
  409: 'Conflict',
  413: `Body larger than ${limits.bodyBytes} bytes`,
  500: 'Unexpected error',
};

/** The OpenAPI 3.1 description of what this emulator serves under its readings, from the schemas it validates with. */
export function describeApi(routes: readonly Route[], readings: Readings, apiUrl: string) {
  const served = routes.filter((route) => !route.isServed || route.isServed(readings));
  const paths = Map.groupBy(served, (route) => route.path);
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenKit partner API (emulated)',
      version: '1.0',
      description:
        'An emulator of Latch’s OpenKit. Where public documentation is silent this follows a guess; see /_emulator/state.',
    },
    servers: [{ url: apiUrl }],
    security: [{ bearerAuth: [] }],
    paths: Object.fromEntries([...paths].map(([path, group]) => [path, describePath(group, readings, apiUrl)])),
    components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}

/** Token endpoints stand at the root, outside the API's base. */
function describePath(group: Route[], readings: Readings, apiUrl: string) {
  const operations = group.map((route) => [route.method.toLowerCase(), describeOperation(route, readings)]);
  const isPublic = group.some((route) => route.isPublic);
  return { ...(isPublic ? { servers: [{ url: new URL(apiUrl).origin }] } : {}), ...Object.fromEntries(operations) };
}

function describeOperation(route: Route, readings: Readings) {
  const { query, body } = schemasOf(route, readings);
  const parameters = [
    ...parametersIn('path', route.params),
    ...parametersIn('query', query),
    ...parametersIn('header', route.headers),
  ];
  return {
    operationId: route.operationId,
    ...(route.isPublic ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: jsonOf(body, 'input') } } : {}),
    responses: Object.fromEntries(
      Object.entries(declaredAnswers(route)).map(([status, schema]) => [
        status,
        {
          description: statusTexts[status] ?? 'Refused',
          ...(schema ? { content: jsonOf(schema, 'output') } : {}),
        },
      ]),
    ),
  };
}

function parametersIn(place: 'path' | 'query' | 'header', input: z.ZodType | undefined) {
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries(input.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: toSchema(schema as z.ZodType, 'output'),
  }));
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output') {
  return { 'application/json': { schema: toSchema(schema, io) } };
}

function toSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
