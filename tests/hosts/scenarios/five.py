def run(net, quick): return "nothing yet"
