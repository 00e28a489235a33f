// "What a user would write": Fastify + pg, one process. Raw body, HMAC-SHA256 compared in constant time, JSON.parse,
// one idempotent insert a request, 200.
// Env: PORT, SECRET, DATABASE_URL, POOL=20
import crypto from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'

const SQL = 'INSERT INTO event(event_id, key, body) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING'
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL || 20) })
const app = Fastify({ logger: false, bodyLimit: 1 << 20 })
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (req, body, done) => done(null, body))
app.post('/webhook', async (req, reply) => {
  const raw = req.body
  const given = req.headers['x-textus-signature']
  if (!Buffer.isBuffer(raw) || typeof given !== 'string') return reply.code(401).send()
  const want = crypto.createHmac('sha256', process.env.SECRET).update(raw).digest()
  const got = Buffer.from(given, 'hex')
  if (got.length !== want.length || !crypto.timingSafeEqual(got, want)) return reply.code(401).send()
  let event
  try { event = JSON.parse(raw.toString('utf8')) } catch { return reply.code(400).send() }
  if (typeof event.id !== 'string') return reply.code(400).send()
  await pool.query({ name: 'ingest', text: SQL, values: [event.id, event.conversation.id, raw] })
  return reply.code(200).send()
})
app.get('/q/health/ready', async () => 'ok')
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT), backlog: 1024 })
process.on('SIGTERM', () => process.exit(0))
