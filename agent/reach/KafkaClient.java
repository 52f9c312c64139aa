import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to a Kafka broker, and receives each of them: host:port, and how many records. */
public final class KafkaClient {
  private static final String TOPIC = "reach";
  private static final int PARTITIONS = 4;
  private static final long LIMIT_SECONDS = 120;

  private KafkaClient() {}

  public static void main(String[] args) throws Exception {
    Map<String, Object> broker = Map.of("bootstrap.servers", args[0]);
    int records = Integer.parseInt(args[1]);
    try (Admin admin = Admin.create(broker)) {
      var topic = new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    }
    long sent = send(broker, records);
    long received = receive(args[0], records);
    if (sent != received) {
      throw new IllegalStateException("checksums " + sent + " and " + received);
    }
    System.out.println("kafka: " + records + " records");
  }

  private static byte[] data(int i) {
    return ("record " + i + " ").repeat(1 + i % 100).getBytes(StandardCharsets.US_ASCII);
  }

  private static long checksum(byte[] data) {
    var crc = new CRC32();
    crc.update(data);
    return crc.getValue();
  }

  /** The sum of the checksums of what was sent. */
  private static long send(Map<String, Object> broker, int records) {
    long sum = 0;
    var serializer = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(broker, serializer, serializer)) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(TOPIC, data(i)));
        sum += checksum(data(i));
      }
      producer.flush();
    }
    return sum;
  }

  private static long receive(String server, int records) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", server, "group.id", "g", "auto.offset.reset", "earliest");
    var deserializer = new ByteArrayDeserializer();
    long sum = 0;
    int count = 0;
    long end = System.nanoTime() + Duration.ofSeconds(LIMIT_SECONDS).toNanos();
    try (var consumer = new KafkaConsumer<>(config, deserializer, deserializer)) {
      consumer.subscribe(List.of(TOPIC));
      while (count < records && System.nanoTime() < end) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(500))) {
          sum += checksum(each.value());
          count++;
        }
      }
    }
    return sum;
  }
}
