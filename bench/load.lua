-- Sends the requests of a file in turn, from one number on, and prints what wrk found as JSON.
-- A line is: method, path, cookies and body, with a tab between.
local requests, at = {}, 0

function init(arguments)
   for line in io.lines(arguments[1]) do
      local method, path, cookies, body = line:match("^(%S+)\t(%S+)\t([^\t]*)\t(.*)$")
      local headers = { Cookie = cookies, ["Accept-Encoding"] = "gzip" }
      if method == "POST" then
         headers["Content-Type"] = "application/x-www-form-urlencoded"
         headers["X-CSRFToken"] = arguments[3]
         if arguments[4] == "htmx" then headers["HX-Request"] = "true" end
      end
      requests[#requests + 1] = wrk.format(method, path, headers, body)
   end
   at = tonumber(arguments[2])
end

function request()
   at = at + 1
   return requests[(at - 1) % #requests + 1]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "seconds": %f, "bytes": %d, "errors": %d, "median": %f, "p95": %f, "p99": %f, "longest": %f}\n',
      summary.requests, summary.duration / 1e6, summary.bytes,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
      latency.max / 1000))
end
