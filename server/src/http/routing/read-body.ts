import { type IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import express from 'express';
import { type FieldError, invalid, Refusal } from '../edge/problem.ts';
import type { Body, Reading } from './route.ts';

/** A parsed body, by kind. */
export interface Sent {
  /** Null for kinds without fields. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly text: string;
  readonly bytes: Buffer;
  readonly stream: Readable;
}
const NO_BYTES = Buffer.alloc(0);

/**
 * Reads a body according to its media type. An empty body is accepted as any type. Refuses another media type, charset or encoding, more bytes than the
 * limit, invalid UTF-8 in text, and fields that are not an object, are repeated or differ from `params`, the path parameters.
 */
export const readBody = async (request: IncomingMessage, { media, limit }: Body, params: Readonly<Record<string, string>>): Promise<Sent> => {
  const nothing = { fields: null, text: '', bytes: NO_BYTES, stream: request };
  if (isEmpty(request)) return { ...nothing, fields: {} };
  const header = request.headers['content-type'] ?? '';
  const reading = media[header.split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? media['*/*'];
  if (reading === undefined) throw new Refusal('wrong_content_type', `Send the body as Content-Type: ${Object.keys(media).join(' or ')}.`);
  if (reading === 'stream') return { ...nothing, stream: limit === null ? request : Readable.from(upTo(request, limit)) };
  if (limit === null) throw new Error('only a stream goes without a limit');
  const bytes = await bytesOf(request, limit);
  if (reading === 'bytes') return { ...nothing, bytes };
  const text = textOf(bytes, header);
  if (reading === 'text' && text.includes('\0')) throw new Refusal('bad_request', 'A text may not hold U+0000.');
  if (reading === 'text') return { ...nothing, text };
  return { ...nothing, fields: agreeing(FIELDS[reading](text), params) };
};

const isEmpty = ({ headers }: IncomingMessage): boolean => headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;

const FIELDS: Readonly<Record<Extract<Reading, 'json' | 'form'>, (text: string) => Record<string, unknown>>> = {
  json: (text) => {
    const body = parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('bad_request', 'The body must be a JSON object.');
    return body as Record<string, unknown>;
  },
  form: (text) => onceEach(new URLSearchParams(text)),
};
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('bad_request', 'The body is not valid JSON.');
  }
};

/** Form fields by name; refuses a repeated name. */
export const onceEach = (pairs: URLSearchParams): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (Object.hasOwn(fields, name)) throw invalid([{ field: name, detail: 'is given twice; give it once' }]);
    fields[name] = value;
  }
  return fields;
};

const agreeing = (fields: Record<string, unknown>, params: Readonly<Record<string, string>>): Record<string, unknown> => {
  const differing = Object.entries(params).find(([name, value]) => Object.hasOwn(fields, name) && fields[name] !== value);
  if (differing !== undefined)
    throw invalid([{ field: differing[0], detail: 'differs from the one in the path; leave it out of the body' } satisfies FieldError]);
  return fields;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });
const textOf = (bytes: Buffer, contentType: string): string => {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
  // A lenient decoder would insert U+FFFD or wrong letters.
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw new Refusal('wrong_content_type', 'Send the body as plain UTF-8.');
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal('bad_request', 'The body is not valid UTF-8.');
  }
};

const readers = new Map<number, ReturnType<typeof express.raw>>();
const readerUpTo = (limit: number): ReturnType<typeof express.raw> => {
  const reader = readers.get(limit) ?? express.raw({ limit, inflate: false, type: () => true });
  readers.set(limit, reader);
  return reader;
};
const bytesOf = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  await new Promise<void>((resolve, reject) => {
    const readRaw = readerUpTo(limit) as (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;
    readRaw(request, new ServerResponse(request), (error) => (error ? reject(bodyRefusal(error, limit)) : resolve()));
  });
  const { body } = request as { body?: unknown };
  return Buffer.isBuffer(body) ? body : NO_BYTES;
};

async function* upTo(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > limit) throw tooLarge(limit);
    yield chunk;
  }
}

const tooLarge = (limit: number): Refusal => new Refusal('too_large', `A body may hold at most ${limit} bytes.`);
const bodyRefusal = (error: unknown, limit: number): unknown => {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return tooLarge(limit);
  if (type === 'encoding.unsupported') return new Refusal('wrong_content_type', 'Send the body without a Content-Encoding.');
  const theirs = type !== undefined || (status !== undefined && status >= 400 && status < 500);
  return theirs ? new Refusal('bad_request', 'The body ended early or cannot be read.') : error;
};
