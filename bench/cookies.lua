-- For wrk: asks with each line of a file as its cookie, in turn, again and again.
local requests = {}
local place = 0

function init(args)
  for cookie in io.lines(args[1]) do
    wrk.headers["Cookie"] = cookie
    requests[#requests + 1] = wrk.format()
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end
