-- wrk: each request is the next line of EVENTS_FILE (events.py), each used once, from line EVENTS_SKIP on.
-- WRONG=1 spoils the signature. STATUSES=0 does not look at the answers one by one, which costs wrk a tenth of its rate.
local file, total = os.getenv("EVENTS_FILE"), tonumber(os.getenv("EVENTS_N"))
local skip, wrong = tonumber(os.getenv("EVENTS_SKIP") or "0"), os.getenv("WRONG") == "1"

function init(args)
  f = assert(io.open(file, "rb"))
  f:setvbuf("full", 1048576)
  local width = #f:read("*l") + 1
  f:seek("set", skip * width)
  left, taken, again, other, used_up = total - skip, 0, 0, 0, 0
  if wrk.path == "/" then wrk.path = "/webhooks/textus" end
end

function request()
  if left <= 0 then f:seek("set", 0); left = total; used_up = 1 end
  left = left - 1
  local line = f:read("*l")
  local tab = line:find("\t", 1, true)
  local signature = wrong and string.rep("0", 64) or line:sub(1, tab - 1)
  return "POST " .. wrk.path .. " HTTP/1.1\r\nHost: inbox\r\nContent-Type: application/json\r\nX-TextUs-Signature: "
    .. signature .. "\r\nContent-Length: " .. (#line - tab) .. "\r\n\r\n" .. line:sub(tab + 1)
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

if os.getenv("STATUSES") ~= "0" then
  function response(status)
    if status == 202 or status == 200 then taken = taken + 1 elseif status == 504 then again = again + 1 else other = other + 1 end
  end
end

-- RESULT taken/s, 504/s, others, connection errors, p50 ms, p99 ms; COUNTS answers, of those not 2xx, connection errors,
-- seconds, p50 ms, p99 ms, p99.9 ms, whether the file began again
function done(summary, latency, requests)
  local taken, again, other, used_up = 0, 0, 0, 0
  for _, t in ipairs(threads) do
    taken = taken + t:get("taken"); again = again + t:get("again"); other = other + t:get("other")
    used_up = used_up + t:get("used_up")
  end
  local e, s = summary.errors, summary.duration / 1e6
  local broken = e.connect + e.read + e.write + e.timeout
  local function ms(p) return latency:percentile(p) / 1000 end
  io.write(string.format("RESULT %.0f %.0f %d %d %.1f %.1f\n", taken / s, again / s, other, broken, ms(50), ms(99)))
  io.write(string.format("COUNTS %d %d %d %.3f %.3f %.3f %.3f %d\n", summary.requests, e.status, broken, s, ms(50), ms(99),
    ms(99.9), used_up))
end
