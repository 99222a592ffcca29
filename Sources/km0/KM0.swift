import ArgumentParser
@main struct KM0: ParsableCommand { func run() throws {} }
