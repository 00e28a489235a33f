-- wrk: each request is the next line of EVENTS_FILE (events.py), each used once. WRONG=1 spoils the signature.
local file, total = os.getenv("EVENTS_FILE"), tonumber(os.getenv("EVENTS_N"))
local wrong = os.getenv("WRONG") == "1"

function init(args)
  f = assert(io.open(file, "rb"))
  f:setvbuf("full", 1048576)
  left, taken, again, other = total, 0, 0, 0
end

function request()
  if left <= 0 then f:seek("set", 0); left = total end
  left = left - 1
  local line = f:read("*l")
  local tab = line:find("\t", 1, true)
  local signature = wrong and string.rep("0", 64) or line:sub(1, tab - 1)
  return "POST /webhooks/textus HTTP/1.1\r\nHost: inbox\r\nContent-Type: application/json\r\nX-TextUs-Signature: "
    .. signature .. "\r\nContent-Length: " .. (#line - tab) .. "\r\n\r\n" .. line:sub(tab + 1)
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

function response(status)
  if status == 202 or status == 200 then taken = taken + 1 elseif status == 504 then again = again + 1 else other = other + 1 end
end

-- taken/s, 504/s, others, connection errors, p50 ms, p99 ms
function done(summary, latency, requests)
  local taken, again, other = 0, 0, 0
  for _, t in ipairs(threads) do taken = taken + t:get("taken"); again = again + t:get("again"); other = other + t:get("other") end
  local e, s = summary.errors, summary.duration / 1e6
  io.write(string.format("RESULT %.0f %.0f %d %d %.1f %.1f\n", taken / s, again / s, other,
    e.connect + e.read + e.write + e.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
