import CLibZip
import Foundation

extension Zip {
  /// An archive of these files. The same files make the same bytes: every entry bears the date 1980-01-01.
  /// Throws an `ArchiveFault` for a path that `read` would refuse.
  package static func write(_ entries: [ZipEntry]) throws -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw ArchiveFault.notAnArchive }
    // Kept beyond the archive's closing, to be read from afterwards.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw ArchiveFault.notAnArchive
    }
    do {
      var paths: Set<String> = []
      for entry in entries {
        guard isSafe(entry.path) else { throw ArchiveFault.unsafePath(entry.path) }
        guard paths.insert(entry.path).inserted else { throw ArchiveFault.duplicate(entry.path) }
        try add(entry, to: archive)
      }
    } catch {
      zip_discard(archive)
      throw error
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw ArchiveFault.notAnArchive
    }
    return try content(of: target)
  }

  private static func add(_ entry: ZipEntry, to archive: OpaquePointer) throws {
    // The library reads the bytes when the archive is closed, and frees its copy then.
    let copy = malloc(max(1, entry.bytes.count))
    guard let copy else { throw ArchiveFault.entryTooLarge(entry.path) }
    entry.bytes.withUnsafeBytes { bytes in if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) } }
    guard let source = zip_source_buffer(archive, copy, UInt64(entry.bytes.count), 1) else {
      free(copy)
      throw ArchiveFault.damaged(entry.path)
    }
    let index = zip_file_add(archive, entry.path, source, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw ArchiveFault.damaged(entry.path)
    }
    zip_set_file_compression(archive, UInt64(index), Int32(ZIP_CM_DEFLATE), 6)
    zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
  }

  private static func content(of source: OpaquePointer) throws -> [UInt8] {
    var facts = zip_stat_t()
    // An archive without entries is no archive to the library: it leaves nothing.
    guard zip_source_stat(source, &facts) == 0, zip_source_open(source) == 0 else { throw ArchiveFault.notAnArchive }
    defer { zip_source_close(source) }
    var bytes = [UInt8](repeating: 0, count: Int(facts.size))
    guard zip_source_read(source, &bytes, UInt64(bytes.count)) == Int64(bytes.count) else { throw ArchiveFault.notAnArchive }
    return bytes
  }
}
