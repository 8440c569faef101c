def report_of(db, session, lang):
    return ["(report)"]
