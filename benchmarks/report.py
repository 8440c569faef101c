def write_results(a,b): pass
